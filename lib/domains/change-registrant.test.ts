import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { type factoryContact, makeContact, makeMember } from "@/db/factories";
import { cases, domainSetup, domains, timeline } from "@/db/schema";
import { DAY, later } from "@/lib/kernel/clock";
import { type Member, useShop } from "@/lib/orders/test-shop";
import { leavingView } from "@/lib/transfers/leaving-view";
import { changeRegistrant } from "./change-registrant";
import { registrantChange } from "./registrant-change";

const shop = useShop();
let member: Member;
beforeAll(async () => {
  member = await shop.platform.merchant();
});

/** A name whose locks of its first weeks are over, and a contact of the same merchant. */
async function owned(name: string, given: Partial<typeof factoryContact> = {}) {
  await shop.sell("com", 1046);
  await shop.buy([name], { member });
  const domain = (await shop.domain(name))!;
  const contact = await makeContact({ merchantId: member.merchant.id, ...domain.registrant, ...given });
  return { name, domain, input: { domainId: domain.id, contactId: contact.id } };
}
const atRegistrar = async (name: string) => {
  const [row] = await shop.platform.worldSql<{ contact: { email: string; lastName: string; city: string } }[]>`
    select contact from sandbox.registrar_domains where name = ${name}`;
  return row!.contact;
};
const work = async (domainId: string) => {
  await shop.world.registrar.settle();
  await shop.setUp(domainId);
};

describe("AN-28: another registrant", () => {
  it("is told with the day from which the name may move before anything is saved, and that day is kept", async () => {
    const { name, domain, input } = await owned("new-owner.com", { lastName: "Fern", email: "fern@example.org" });
    const before = await atRegistrar(name);
    const freeFrom = later(shop.clock.now(), 60 * DAY).toISOString();
    expect(await registrantChange(member.ctx, input)).toMatchObject({ isOwnerChange: true, lockDays: 60, freeFrom });
    expect(await atRegistrar(name)).toEqual(before);
    for (const other of [null, later(shop.clock.now(), 61 * DAY).toISOString()])
      await expect(changeRegistrant(member.ctx, { ...input, freeFrom: other })).rejects.toMatchObject({
        code: "conflict",
      });

    await changeRegistrant(member.ctx, { ...input, freeFrom });
    await work(domain.id);
    expect(await atRegistrar(name)).toMatchObject({ lastName: "Fern", email: "fern@example.org" });
    expect(await shop.domain(name)).toMatchObject({
      registrantEmail: "fern@example.org",
      transferLockedUntil: new Date(freeFrom),
    });
    expect((await leavingView(member.ctx, domain.id)).obstacles.map(({ until }) => until)).toContain(freeFrom);
    const facts = await db().select().from(timeline).where(eq(timeline.domainId, domain.id));
    expect(facts.map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(["registrant_change_asked", "registrant_changed"]),
    );
  });

  it("locks nothing where only the address is another, or the ending has no such lock", async () => {
    const { name, domain, input } = await owned("moved-house.com", { city: "Eugene" });
    const { transferLockedUntil } = (await shop.domain(name))!;
    expect(await registrantChange(member.ctx, input)).toMatchObject({ isOwnerChange: false, freeFrom: null });
    await changeRegistrant(member.ctx, { ...input, freeFrom: null });
    await work(domain.id);
    expect((await atRegistrar(name)).city).toBe("Eugene");
    expect((await shop.domain(name))!.transferLockedUntil).toEqual(transferLockedUntil);

    await shop.sell("io", 4200, { lockDays: 0 });
    const { lines } = await shop.fill(member, []);
    expect(lines).toEqual([]);
    await shop.buy(["no-lock.io"], { member });
    const io = (await shop.domain("no-lock.io"))!;
    const other = await makeContact({ merchantId: member.merchant.id, ...io.registrant, email: "other@example.org" });
    expect(await registrantChange(member.ctx, { domainId: io.id, contactId: other.id })).toMatchObject({
      isOwnerChange: true,
      freeFrom: null,
    });
  });

  it("is asked for again after an answer that was lost, and is a person's when the registrar keeps refusing", async () => {
    const lost = await owned("lost-word.com", { city: "Salem" });
    shop.world.registrar.failNext({ verb: "contacts", mode: "timeout-not-done", name: lost.name });
    await changeRegistrant(member.ctx, { ...lost.input, freeFrom: null });
    await work(lost.domain.id);
    expect((await atRegistrar(lost.name)).city).toBe("Salem");

    const refused = await owned("never-taken.com", { city: "Bend" });
    await changeRegistrant(member.ctx, { ...refused.input, freeFrom: null });
    await shop.platform
      .worldSql`update sandbox.registrar_domains set account = 'elsewhere' where name = ${refused.name}`;
    await shop.setUp(refused.domain.id, 14);
    const [step] = await db()
      .select()
      .from(domainSetup)
      .where(and(eq(domainSetup.domainId, refused.domain.id), eq(domainSetup.step, "registrant")));
    expect(step?.state).toBe("failed");
    const stuck = await db()
      .select()
      .from(cases)
      .where(eq(cases.subjectId, `${refused.domain.id}:registrant`));
    expect(stuck).toMatchObject([{ kind: "setup_stuck" }]);
  });

  it("is refused for a name under dispute, for a contact of somebody else, and to those who may only look", async () => {
    const { domain, input } = await owned("not-now.com", { city: "Astoria" });
    const stranger = await makeMember({ clock: shop.clock });
    const theirs = await makeContact({ merchantId: stranger.merchant.id });
    const viewer = await makeMember({ merchant: member.merchant, role: "read_only", clock: shop.clock });
    const change = (ctx = member.ctx, wish = input) => changeRegistrant(ctx, { ...wish, freeFrom: null });
    await expect(change(member.ctx, { ...input, contactId: theirs.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(change(stranger.ctx, { ...input, contactId: theirs.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(change(viewer.ctx)).rejects.toMatchObject({ code: "forbidden" });
    await db()
      .update(domains)
      .set({ attention: [{ kind: "dispute" }] })
      .where(eq(domains.id, domain.id));
    await expect(change()).rejects.toMatchObject({ code: "conflict" });
    expect((await shop.domain("not-now.com"))!.registrant?.city).not.toBe("Astoria");
  });
});
