/** Element-only XML, as Route 53 speaks it: values are text, lists or objects of them. */
const itemOf: Record<string, string> = {
  Changes: "Change",
  ResourceRecords: "ResourceRecord",
  ResourceRecordSets: "ResourceRecordSet",
  HostedZones: "HostedZone",
  NameServers: "NameServer",
  Messages: "Message",
  VPCs: "VPC",
};

export type XmlValue = string | XmlValue[] | { [name: string]: XmlValue };

const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decodeText(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return entities[name] ?? all;
  });
}

/** Parses a document; throws when it is not well formed. */
export function parseXml(text: string): { root: string; namespace: string | null; value: XmlValue } {
  const tokens = text.replace(/^\s*<\?xml[^>]*\?>/, "").match(/<[^>]+>|[^<]+/g) ?? [];
  let at = 0;
  function element(): { name: string; attributes: string; value: XmlValue } {
    const open = /^<([\w:-]+)([^>]*?)(\/?)>$/s.exec(tokens[at++] ?? "");
    if (!open) throw new Error("an element was expected");
    const [, name = "", attributes = "", closed] = open;
    const children: { name: string; value: XmlValue }[] = [];
    let content = "";
    while (!closed) {
      const token = tokens[at];
      if (token === undefined) throw new Error(`${name} is not closed`);
      if (token === `</${name}>`) break;
      if (token.startsWith("<")) children.push(element());
      else {
        content += decodeText(token);
        at++;
      }
    }
    if (!closed) at++;
    return { name, attributes, value: contentOf(name, children, content) };
  }
  const root = element();
  if ((tokens[at] ?? "").trim() !== "") throw new Error("more than one root");
  return { root: root.name, namespace: /xmlns="([^"]*)"/.exec(root.attributes)?.[1] ?? null, value: root.value };
}

function contentOf(name: string, children: { name: string; value: XmlValue }[], content: string): XmlValue {
  const item = itemOf[name];
  if (item) {
    if (children.some((child) => child.name !== item)) throw new Error(`${name} holds something else than ${item}`);
    return children.map((child) => child.value);
  }
  if (children.length === 0) return content;
  if (new Set(children.map((child) => child.name)).size !== children.length)
    throw new Error(`${name} repeats a member`);
  return Object.fromEntries(children.map((child) => [child.name, child.value]));
}

const escapeText = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? c);

export function writeXml(root: string, value: unknown, namespace: string): string {
  return `<?xml version="1.0"?>\n${writeElement(root, value, ` xmlns="${namespace}"`)}`;
}

function writeElement(name: string, value: unknown, attributes = ""): string {
  if (value === undefined || value === null) return "";
  let content: string;
  if (Array.isArray(value)) content = value.map((entry) => writeElement(itemOf[name] ?? "member", entry)).join("");
  else if (value instanceof Date) content = value.toISOString();
  else if (typeof value === "object") {
    content = Object.entries(value)
      .map(([key, entry]) => writeElement(key, entry))
      .join("");
  } else content = escapeText(String(value));
  return `<${name}${attributes}>${content}</${name}>`;
}
