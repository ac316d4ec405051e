import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

export type Screen = {
  /** Name of the pictures. */
  name: string;
  as: "visitor" | "merchant" | "admin";
  /**
   * An address, or, for a page with an id, the page that links to it and how such a link looks; `through` is how a link to the
   * thing itself looks, whose page has the link where the list has none.
   */
  at: string | { from: string; link: RegExp; through?: RegExp };
};

/** States of a page that have an address of their own and are worth a look, with the folder of the page. */
const states: (Screen & { folder: string })[] = [
  { folder: "(site)", name: "front-results", as: "visitor", at: "/?q=lantern" },
  { folder: "(site)", name: "front-idea", as: "visitor", at: "/?q=handmade%20lanterns%20from%20Porto" },
  {
    folder: "(portal)/transfers/new",
    name: "transfers-new-one",
    as: "merchant",
    at: "/transfers/new?names=elsewhere-bakery.com",
  },
];

/** Where a page with an id is linked from, when that is not the list above it in the address. */
const linkedFrom: Record<string, string> = {};

/** Chosen by the Host header, not by the address. */
const elsewhere = /^storefront\//;

/** Every page below app/, seen by the user it is for: the room it stands in tells which. */
export function findScreens(appFolder: string): Screen[] {
  const pages = readdirSync(appFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === "page.tsx")
    .map((entry) => relative(appFolder, entry.parentPath))
    .filter((folder) => !elsewhere.test(folder));
  const screens = pages.sort().map((folder) => toScreen(appFolder, folder));
  const there = states.filter(({ folder }) => existsSync(join(appFolder, folder, "page.tsx")));
  return [...screens, ...there.map(({ folder: _, ...state }) => state)];
}

function toScreen(appFolder: string, folder: string): Screen {
  const parts = folder.split("/").filter((part) => part && !part.startsWith("("));
  const path = `/${parts.join("/")}`;
  const as = folder.startsWith("(portal)") ? "merchant" : folder.startsWith("admin") ? "admin" : "visitor";
  const name = parts.join("-").replaceAll(/[[\].]/g, "") || "front";
  if (!path.includes("[")) return { name, as, at: path };
  const from = linkedFrom[path] ?? (path.slice(0, path.indexOf("/[")) || "/");
  const thing = folder.slice(0, folder.indexOf("]") + 1);
  const through = thing === folder ? {} : { through: linkPattern(appFolder, thing) };
  return { name, as, at: { from, link: linkPattern(appFolder, folder), ...through } };
}

/** `/orders/[orderId]` matches `/orders/x` but not `/orders/new` when that is a page of its own. */
function linkPattern(appFolder: string, folder: string): RegExp {
  let source = "";
  let at = appFolder;
  for (const part of folder.split("/")) {
    if (part.startsWith("[")) {
      const fixed = readdirSync(at).filter((name) => /^[\w-]+$/.test(name));
      source += fixed.length > 0 ? `/(?!(?:${fixed.join("|")})(?:/|$))[^/?#]+` : "/[^/?#]+";
    } else if (part && !part.startsWith("(")) {
      source += `/${part}`;
    }
    at = join(at, part);
  }
  return new RegExp(`^${source}$`);
}
