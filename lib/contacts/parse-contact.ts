import { AppError } from "@/lib/kernel/errors";
import type { RegistrarContact } from "@/lib/providers/registrars/contract";
import { checkRegistrant } from "@/lib/tlds/contact-fields/questions";
import { checkContact } from "./check-contact";

/**
 * Registrant data that the registries of these TLDs will take, or a refusal with all mistakes by field. Asked before
 * anybody pays: a contact refused after the hold is the commonest avoidable failure.
 */
export function parseContact(input: unknown, tlds: readonly string[]): RegistrarContact {
  const checked = checkContact(input);
  const fields = checked.ok ? checkRegistrant(tlds, checked.contact) : checked.fields;
  if (checked.ok && Object.keys(fields).length === 0) return checked.contact;
  throw new AppError(
    "invalid",
    "The registrant's details are not complete. Nothing was charged. Correct the marked fields.",
    {
      fields,
    },
  );
}
