import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { registrarContacts } from "@/db/schema";
import { registrarContact } from "@/lib/contacts/contact-view";
import { getContact } from "@/lib/contacts/queries";
import { saveContact } from "@/lib/contacts/save-contact";
import { orderView } from "./order-view";
import { useShop } from "./test-shop";

const shop = useShop();
const contactCalls = () => shop.calls.filter((call) => call === "sandbox:create_contact").length;

describe("the registrant at a registrar that keeps contacts", () => {
  it("CO-14, CO-15: is made on the first purchase, used again on the second, and made anew after an edit", async () => {
    const member = await shop.platform.merchant();
    const handles = () =>
      db().select().from(registrarContacts).where(eq(registrarContacts.contactId, member.contact.id));
    shop.calls.length = 0;
    await shop.buy(["handle-one.com"], { member });
    expect(contactCalls()).toBe(1);
    await shop.buy(["handle-two.com", "handle-three.net"], { member });
    expect(contactCalls()).toBe(1);
    expect(await handles()).toHaveLength(1);

    const contact = registrarContact(await getContact(member.ctx, member.contact.id));
    await saveContact(member.ctx, { ...contact, id: member.contact.id, phone: "+15552368722" });
    await shop.buy(["handle-four.com"], { member });
    expect(contactCalls()).toBe(2);
    expect((await handles()).map((row) => row.contentHash)).toHaveLength(2);

    await saveContact(member.ctx, { ...contact, id: member.contact.id });
    await shop.buy(["handle-five.com"], { member });
    expect(contactCalls()).toBe(2);
  });

  it("CO-15: names of one order share a handle, and another merchant with the same details gets a handle of their own", async () => {
    const other = await shop.platform.merchant();
    shop.calls.length = 0;
    await shop.buy(["handle-six.com"], { member: other });
    expect(contactCalls()).toBe(1);
    const [row] = await db().select().from(registrarContacts).where(eq(registrarContacts.contactId, other.contact.id));
    expect(row?.merchantId).toBe(other.merchant.id);
  });

  it("CO-14: an edit after ordering leaves the order with the registrant it was placed with", async () => {
    const member = await shop.platform.merchant();
    const held = await shop.hold(["as-placed.com"], { member });
    const contact = registrarContact(await getContact(member.ctx, member.contact.id));
    await saveContact(member.ctx, { ...contact, id: member.contact.id, email: "new@example.com" });
    await shop.play(held.orderId);
    expect(await orderView(member.ctx, held.orderId)).toMatchObject({ state: "completed" });
    const [row] = await shop.platform.worldSql`
      select contact ->> 'email' as email from sandbox.registrar_domains where name = 'as-placed.com'`;
    expect(row?.email).toBe("robin@example.com");
  });
});
