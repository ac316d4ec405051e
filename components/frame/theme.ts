/** The cookie of the reader's choice between light and dark; absent, the system decides. */
export const themeCookie = "np_theme";
export type Theme = "light" | "dark";

export function parseTheme(value: string | undefined): Theme | undefined {
  return value === "light" || value === "dark" ? value : undefined;
}
