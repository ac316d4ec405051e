import type { ContactView } from "@/lib/contacts/contact-view";

/** Who and where, in four lines. */
export function ContactSummary({ contact }: { contact: ContactView }) {
  return (
    <span className="block min-w-0 text-base">
      <span className="block font-medium break-words">
        {contact.organisation ?? `${contact.firstName} ${contact.lastName}`}
      </span>
      <span className="block text-sm break-words text-ink-2">
        {contact.organisation && `${contact.firstName} ${contact.lastName} · `}
        {contact.email}
      </span>
      <span className="block text-sm break-words text-ink-3">
        {[contact.addressLine1, contact.addressLine2].filter(Boolean).join(", ")} · {contact.postalCode} {contact.city}
        {contact.state && `, ${contact.state}`} · {contact.countryName}
      </span>
    </span>
  );
}
