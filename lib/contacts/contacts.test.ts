import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { merchants } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { ManualClock } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { archiveContact } from "./archive-contact";
import { contactForOrder } from "./contact-for-order";
import { registrarContact } from "./contact-view";
import { getContact, listContacts } from "./queries";
import { saveContact } from "./save-contact";

const database = useTestDatabase();
const clock = new ManualClock();
const as = (merchantId: string, role: "owner" | "staff" | "read_only" = "owner"): Ctx => ({
  actor: { kind: "user", userId: `usr_${merchantId}`, role },
  merchantId,
  clock,
  requestId: "req_1",
});
const ours = as("mer_a");
const theirs = as("mer_b");
const visitor: Ctx = { actor: { kind: "visitor" }, merchantId: null, clock, requestId: "req_1" };

const input = {
  firstName: "Jo",
  lastName: "Müller",
  organisation: "=1+1 Ltd",
  email: "jo@example.com",
  phone: "030 1234567",
  addressLine1: "Hauptstr. 1",
  city: "Berlin",
  postalCode: "10115",
  country: "DE",
  extra: { VAT_NUMBER: "DE123456789", SG_ID_NUMBER: "" },
};

const audits = () => database.sql<
  { action: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }[]
>`
  select action, before, after from audit_log order by id`;

beforeEach(async () => {
  await database.sql`truncate merchants, audit_log cascade`;
  const createdAt = clock.now();
  await db()
    .insert(merchants)
    .values(["mer_a", "mer_b"].map((id) => ({ id, name: id, createdAt })));
});

describe("CO-14: the contact book", () => {
  it("keeps a contact, shows it again, and lists the last used first", async () => {
    const first = await saveContact(ours, input);
    clock.advance(1000);
    const second = await saveContact(ours, { ...input, firstName: "Al" });
    expect(first).toMatchObject({
      phone: "+49301234567",
      countryName: "Germany",
      extra: { VAT_NUMBER: "DE123456789" },
    });
    expect(await getContact(ours, first.id)).toEqual(first);
    expect((await listContacts(ours)).map((contact) => contact.id)).toEqual([second.id, first.id]);
    expect(registrarContact(first)).toMatchObject({
      organisation: "=1+1 Ltd",
      state: null,
      extra: { VAT_NUMBER: "DE123456789" },
    });
    expect(registrarContact(first)).not.toHaveProperty("id");
  });

  it("changes a contact in place, with what was before in the audit log", async () => {
    const { id } = await saveContact(ours, input);
    clock.advance(1000);
    const changed = await saveContact(ours, { ...input, id, email: "new@example.com" });
    expect(changed).toMatchObject({ id, email: "new@example.com" });
    expect(changed.updatedAt).not.toBe(changed.createdAt);
    expect(await listContacts(ours)).toHaveLength(1);
    const [added, edited] = await audits();
    expect(added).toMatchObject({ action: "contact.added", before: null });
    expect(edited).toMatchObject({
      action: "contact.changed",
      before: { email: "jo@example.com" },
      after: { email: "new@example.com" },
    });
  });

  it("takes a contact out of the book but keeps it for what was registered to it", async () => {
    const { id } = await saveContact(ours, input);
    await archiveContact(ours, { id });
    expect(await listContacts(ours)).toEqual([]);
    expect(await getContact(ours, id)).toMatchObject({ id, archived: true });
    await expect(saveContact(ours, { ...input, id })).rejects.toMatchObject({ code: "not_found" });
    await expect(archiveContact(ours, { id })).rejects.toMatchObject({ code: "not_found" });
    expect((await audits()).map((row) => row.action)).toEqual(["contact.added", "contact.archived"]);
  });

  it("saves nothing when a field is wrong, and names all that are", async () => {
    await expect(saveContact(ours, { ...input, phone: "1", postalCode: "x" })).rejects.toMatchObject({
      code: "invalid",
      fields: { phone: expect.any(String), postalCode: expect.any(String) },
    });
    await expect(saveContact(ours, null)).rejects.toMatchObject({ code: "invalid" });
    expect(await listContacts(ours)).toEqual([]);
    expect(await audits()).toEqual([]);
  });

  it("does not let a client choose the merchant", async () => {
    await expect(saveContact(ours, { ...input, merchantId: "mer_b" })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("AN-6: the registrant of an order", () => {
  it("is taken from the book when it answers what the ordered endings ask", async () => {
    const { id } = await saveContact(ours, { ...input, extra: { CA_LEGAL_TYPE: "CCO" } });
    expect(await contactForOrder(ours, id, ["com", "ca"])).toMatchObject({
      phone: "+49301234567",
      extra: { CA_LEGAL_TYPE: "CCO" },
    });
    await expect(contactForOrder(ours, id, ["co.uk"])).rejects.toMatchObject({
      code: "invalid",
      message: "This contact lacks an answer for these names. Nothing was charged. Complete it and try again.",
      fields: { "extra.UK_CONTACT_TYPE": ".co.uk asks: Kind of holder." },
    });
  });

  it("is never an archived one or another merchant's", async () => {
    const { id } = await saveContact(ours, input);
    await expect(contactForOrder(theirs, id, ["com"])).rejects.toMatchObject({ code: "not_found" });
    await archiveContact(ours, { id });
    await expect(contactForOrder(ours, id, ["com"])).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("another merchant's contact does not exist", () => {
  it("for reading, changing, archiving or listing", async () => {
    const { id } = await saveContact(ours, input);
    await expect(getContact(theirs, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(saveContact(theirs, { ...input, id })).rejects.toMatchObject({ code: "not_found" });
    await expect(archiveContact(theirs, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(await listContacts(theirs)).toEqual([]);
    expect(await getContact(ours, id)).toMatchObject({ email: "jo@example.com", archived: false });
  });

  it.each(["con_0", "", "con_\u0000", "../con_1", "' or 1=1 --", "x".repeat(10_000), 7, null, {}])(
    "nor does %j",
    async (id) => {
      await expect(getContact(ours, id as string)).rejects.toMatchObject({ code: "not_found" });
      await expect(archiveContact(ours, { id: id as string })).rejects.toMatchObject({ code: "not_found" });
    },
  );

  it("asks for signing in, and lets read-only members only look", async () => {
    await expect(listContacts(visitor)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(saveContact(visitor, input)).rejects.toMatchObject({ code: "unauthenticated" });
    const { id } = await saveContact(ours, input);
    const looker = as("mer_a", "read_only");
    expect(await listContacts(looker)).toHaveLength(1);
    await expect(saveContact(looker, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(archiveContact(looker, { id })).rejects.toMatchObject({ code: "forbidden" });
  });
});
