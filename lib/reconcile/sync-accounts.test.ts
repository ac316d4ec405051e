import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { cases, domains, timeline } from "@/db/schema";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import { useTraveller } from "@/lib/transfers/test-traveller";
import { syncAccounts } from "./sync-accounts";

const traveller = useTraveller();
const sync = (options?: { dryRun: boolean }) => syncAccounts(traveller.platform.ctx, options);
const rowOf = async (id: string) => (await db().select().from(domains).where(eq(domains.id, id)))[0]!;
const factsOf = async (id: string) =>
  (await db().select().from(timeline).where(eq(timeline.domainId, id))).map((row) => row.fact);
/** A name that our books and the registrar agree on, last heard of an hour ago. */
async function agreed(name: string) {
  const { domain } = await traveller.owned(name);
  await db().update(domains).set({ registrarAutoRenew: false }).where(eq(domains.id, domain.id));
  return domain;
}
const anHourLater = () => traveller.clock.advance(HOUR);

describe("the registrars' lists beside our names", () => {
  it("CO-37: a name of which the registrar says another end is read and taken over, whatever day we expected", async () => {
    const domain = await agreed("moved-end.com");
    const other = await agreed("same-end.com");
    anHourLater();
    const ended = later(traveller.clock.now(), -50 * DAY);
    await traveller.world.registrar.putDomains([{ name: "moved-end.com", expiresAt: ended }]);
    expect(await sync({ dryRun: true })).toMatchObject({ different: 1, changed: 0 });
    expect((await rowOf(domain.id)).registration).toBe("active");
    expect(await sync()).toMatchObject({ different: 1, changed: 1, away: 0 });
    expect(await rowOf(domain.id)).toMatchObject({ registration: "redemption", expiresAt: ended });
    expect(await factsOf(domain.id)).toEqual(["name_in_redemption"]);
    expect(await rowOf(other.id)).toEqual({ ...other, registrarAutoRenew: false });
    anHourLater();
    expect(await sync()).toMatchObject({ different: 0, changed: 0 });
  });

  it("X-3: a registrar's own renewal that was switched on over there is seen", async () => {
    const domain = await agreed("switched-on.com");
    anHourLater();
    const { expiresAt } = await rowOf(domain.id);
    await traveller.world.registrar.putDomains([{ name: "switched-on.com", expiresAt: expiresAt!, autoRenew: true }]);
    expect(await sync()).toMatchObject({ changed: 1 });
    expect((await rowOf(domain.id)).registrarAutoRenew).toBe(true);
  });

  it("T-7: a name that another registrar holds has left, with the alarm; one that was deleted has not", async () => {
    const left = await agreed("gone-over.com");
    const deleted = await agreed("deleted-there.com");
    anHourLater();
    await traveller.world.registrar.transferAway("gone-over.com");
    await traveller.platform.worldSql`delete from sandbox.registrar_domains where name = 'deleted-there.com'`;
    expect(await sync()).toMatchObject({ different: 2, away: 1 });
    expect(await rowOf(left.id)).toMatchObject({ registration: "transferred_away", autoRenew: false });
    expect(await db().select().from(cases).where(eq(cases.subjectId, left.id))).toMatchObject([
      { kind: "left_unasked", state: "open" },
    ]);
    expect((await rowOf(deleted.id)).registration).toBe("active");
    await db().update(domains).set({ registration: "cancelled" }).where(eq(domains.id, deleted.id));
  });

  it("a name that the registrar has just dealt with is left alone until its lists can be right", async () => {
    const domain = await agreed("just-done.com");
    await traveller.world.registrar.putDomains([
      { name: "just-done.com", expiresAt: later(traveller.clock.now(), -2 * DAY) },
    ]);
    expect(await sync()).toMatchObject({ different: 0 });
    expect((await rowOf(domain.id)).registration).toBe("active");
    anHourLater();
    expect(await sync()).toMatchObject({ changed: 1 });
  });

  it("a list that lacks many names at once is refused, and no name is marked", async () => {
    for (let nth = 0; nth < 12; nth += 1) await agreed(`many-${nth}.com`);
    anHourLater();
    await traveller.platform
      .worldSql`update sandbox.registrar_domains set account = 'elsewhere' where name like 'many-%'`;
    await expect(sync()).rejects.toThrow("12 of our");
    const rows = await db().select().from(domains).where(eq(domains.registration, "transferred_away"));
    expect(rows.map((row) => row.nameAscii)).toEqual(["gone-over.com"]);
  });

  it("is the platform's own work, and a registrar that is down leaves everything as it was", async () => {
    const { ctx } = await traveller.owned("of-somebody.com");
    await expect(syncAccounts(ctx)).rejects.toMatchObject({ code: "not_found" });
    traveller.world.registrar.setOutage(true);
    await expect(sync()).rejects.toMatchObject({ kind: "unavailable" });
    traveller.world.registrar.setOutage(false);
  });
});
