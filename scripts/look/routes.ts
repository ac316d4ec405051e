/** Every screen that `npm run look` visits. A new page is one line here. */
export type Screen = {
  /** Name of the pictures. */
  name: string;
  as: "visitor" | "merchant" | "admin";
  /** An address, or, for a page with an id, the page that links to it and how such a link looks. */
  at: string | { from: string; link: RegExp };
};

export const screens: Screen[] = [
  { name: "front", as: "visitor", at: "/" },
  { name: "search-results", as: "visitor", at: "/?q=lantern" },
  { name: "sign-in", as: "visitor", at: "/sign-in" },
  { name: "sign-up", as: "visitor", at: "/sign-up" },
];
