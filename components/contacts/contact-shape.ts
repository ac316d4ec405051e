import type { Outcome } from "@/components/ui/outcome";
import type { CountryFields } from "@/lib/contacts/address-rules";
import type { Question } from "@/lib/tlds/contact-fields/questions";

/** What a contact form asks: the address as its country writes it, and what the registries of the order want to know. */
export type ContactShape = { address: CountryFields; questions: Question[] };

/** What the shape depends on. */
export type ShapeInput = {
  country: string;
  organisation: string | null;
  extra: Record<string, string>;
  tlds: string[];
};

export type AskShape = (input: ShapeInput) => Promise<Outcome<ContactShape>>;
