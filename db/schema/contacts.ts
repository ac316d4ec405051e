import { foreignKey, index, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { registrarAccounts } from "./accounts";
import { moment } from "./columns";
import { merchants } from "./identity";

/** The contact book: who names are registered to. */
export const contacts = pgTable(
  "contacts",
  {
    id: text().primaryKey(),
    merchantId: text()
      .notNull()
      .references(() => merchants.id),
    firstName: text().notNull(),
    lastName: text().notNull(),
    organisation: text(),
    email: text().notNull(),
    /** E.164. */
    phone: text().notNull(),
    addressLine1: text().notNull(),
    addressLine2: text(),
    city: text().notNull(),
    state: text(),
    postalCode: text().notNull(),
    country: text().notNull(),
    /** Answers to a TLD's own questions, by field key. */
    extra: jsonb().$type<Record<string, string>>().notNull().default({}),
    archivedAt: moment(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (t) => [
    unique("contacts_id_merchant").on(t.id, t.merchantId),
    index("contacts_merchant").on(t.merchantId, t.createdAt),
  ],
);

/** A contact's handle at a registrar; contentHash says of which version, so an edit makes a new one (CO-15). */
export const registrarContacts = pgTable(
  "registrar_contacts",
  {
    contactId: text().notNull(),
    merchantId: text().notNull(),
    registrarAccountId: text()
      .notNull()
      .references(() => registrarAccounts.id),
    contentHash: text().notNull(),
    handle: text().notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.contactId, t.registrarAccountId, t.contentHash] }),
    foreignKey({ columns: [t.contactId, t.merchantId], foreignColumns: [contacts.id, contacts.merchantId] }),
  ],
);
