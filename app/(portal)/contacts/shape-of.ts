import type { ContactShape, ShapeInput } from "@/components/contacts/contact-shape";
import { fieldsForCountry } from "@/lib/contacts/address-rules";
import { questionsFor } from "@/lib/tlds/contact-fields/questions";

/** What a contact form asks of such a registrant. */
export function shapeOf({ tlds, ...registrant }: ShapeInput): ContactShape {
  return {
    address: fieldsForCountry(registrant.country),
    questions: questionsFor(tlds, { ...registrant, addressLine1: "" }),
  };
}
