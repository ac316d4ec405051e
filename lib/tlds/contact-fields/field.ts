/**
 * One question that a TLD's registry asks of the registrant beside name and address (AN-6). Plain data: the form is drawn
 * from it and the answers are checked by it, before anybody pays. Keys are those of Route 53's ExtraParam where it has one.
 */
export type ContactField = {
  key: string;
  label: string;
  /** Why it is asked, in a sentence for the registrant. */
  why: string;
  kind: "text" | "choice" | "date" | "country";
  /** For `choice`. */
  options?: readonly { value: string; label: string }[];
  /** For `text`: what the answer must look like, and an example. */
  pattern?: RegExp;
  example?: string;
  /** Asked of this registrant; without it, of everybody. */
  asked?: (registrant: Registrant) => boolean;
  /** May stay empty. */
  optional?: boolean;
};

/** What questions and rules look at: the registrant with the answers given so far. */
export type Registrant = {
  organisation: string | null;
  country: string;
  addressLine1: string;
  extra: Record<string, string>;
};

/** What one registry asks, and what it demands of the address. */
export type ContactRules = {
  fields: readonly ContactField[];
  /** A refusal by field name, beyond what single fields say; null when the registrant may hold the name. */
  refuse?: (registrant: Registrant) => { field: string; message: string } | null;
};

export const isPerson = (registrant: Registrant): boolean => !registrant.organisation;
export const isOrganisation = (registrant: Registrant): boolean => Boolean(registrant.organisation);

export function choices(list: Record<string, string>): { value: string; label: string }[] {
  return Object.entries(list).map(([value, label]) => ({ value, label }));
}

export const europeanUnion = new Set(
  "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split(" "),
);
export const economicArea = new Set([...europeanUnion, "IS", "LI", "NO"]);
