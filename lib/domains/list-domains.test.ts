import { beforeAll, describe, expect, it } from "vitest";
import { makeDomain, makeMember, makeRegistrarAccount } from "@/db/factories";
import { useTestDatabase } from "@/db/test-database";
import { DAY, later, ManualClock } from "@/lib/kernel/clock";
import { domainHeadline, domainRow } from "./domain-row";
import { type DomainFilter, listDomains } from "./list-domains";

useTestDatabase();
const clock = new ManualClock();
const now = clock.now();
let member: Awaited<ReturnType<typeof makeMember>>;

beforeAll(async () => {
  member = await makeMember({ clock });
  const other = await makeMember({ clock });
  const { id: registrarAccountId } = await makeRegistrarAccount({ active: true });
  const of = { registrarAccountId, merchantId: member.merchant.id, expiresAt: later(now, 300 * DAY) };
  for (let i = 0; i < 7; i += 1) await makeDomain({ ...of, nameAscii: `name-${i}.com` });
  await makeDomain({ ...of, nameAscii: "soon.com", expiresAt: later(now, 29 * DAY) });
  await makeDomain({ ...of, nameAscii: "mail.net", attention: [{ kind: "verify_email" }] });
  await makeDomain({ ...of, nameAscii: "gone.org", registration: "cancelled", expiresAt: later(now, 5 * DAY) });
  await makeDomain({ ...of, nameAscii: "hundred%off.com".replace("%", "-"), registration: "fraud" });
  await makeDomain({ ...of, merchantId: other.merchant.id, nameAscii: "theirs.com" });
});

const names = async (filter: DomainFilter) => (await listDomains(member.ctx, filter)).rows.map((row) => row.nameAscii);

describe("a merchant's names", () => {
  it("come in order, a page at a time, each once and nobody else's", async () => {
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listDomains(member.ctx, { limit: 4, after });
      seen.push(...page.rows.map((row) => row.nameAscii));
      expect(page.total).toBe(11);
      if (!page.next) break;
      after = page.next;
    }
    expect(seen).toEqual([...seen].sort());
    expect(new Set(seen).size).toBe(11);
    expect(seen).not.toContain("theirs.com");
  });

  it("DP-130: each has the day it runs out, as the registrar told it", async () => {
    const { rows } = await listDomains(member.ctx, {});
    const soon = rows.find((row) => row.nameAscii === "soon.com");
    expect(soon?.expiresAt).toBe(later(clock.now(), 29 * DAY).toISOString());
    expect(rows.every((row) => row.expiresAt !== null)).toBe(true);
  });

  it("are counted by what they need", async () => {
    expect((await listDomains(member.ctx)).counters).toEqual({ all: 11, attention: 1, expiring: 1 });
    expect(await names({ view: "attention" })).toEqual(["mail.net"]);
    expect(await names({ view: "expiring" })).toEqual(["soon.com"]);
    expect(await names({ registration: "cancelled" })).toEqual(["gone.org"]);
  });

  it.each([
    ["NAME-3", ["name-3.com"]],
    [".net", ["mail.net"]],
    ["%", []],
    ["_", []],
    ["\\", []],
    ["name-", ["name-0.com", "name-1.com", "name-2.com", "name-3.com", "name-4.com", "name-5.com", "name-6.com"]],
  ])("are found by %j, taken as text and nothing else", async (query, expected) =>
    expect(await names({ query })).toEqual(expected),
  );

  it.each([-5, 0, 1_000_000])("a page of %d is one of a sensible size", async (limit) => {
    const page = await listDomains(member.ctx, { limit });
    expect(page.rows.length).toBeGreaterThan(0);
    expect(page.rows.length).toBeLessThanOrEqual(200);
  });
});

describe("the head sentence of a name", () => {
  const domain = (given: object) =>
    ({
      nameAscii: "quiet.com",
      registration: "active",
      attention: [],
      autoRenew: true,
      expiresAt: new Date("2027-11-20T00:00:00Z"),
      renewPriceMinor: 1399,
      currency: "USD",
      ...given,
    }) as unknown as Parameters<typeof domainHeadline>[0];

  it.each([
    [{}, "Active. Renews on 20 Nov 2027 for 13.99 USD."],
    [{ autoRenew: false }, "Active until 20 Nov 2027. It does not renew by itself."],
    [{ renewPriceMinor: null }, "Active. Renews on 20 Nov 2027."],
    [
      { expiresAt: null, autoRenew: false },
      "Active until a date the registry does not publish. It does not renew by itself.",
    ],
    [
      { attention: [{ kind: "verify_email" }], verifyBy: new Date("2026-12-01T12:00:00Z") },
      "Active, but the registrant's e-mail is not verified. Click the link in the registrar's mail by 1 Dec 2026.",
    ],
    [
      { attention: [{ kind: "verify_email" }] },
      "Active, but the registrant's e-mail is not verified. Click the link in the registrar's mail.",
    ],
    [{ registration: "pending" }, "Being registered."],
    [{ registration: "expired" }, "Expired on 20 Nov 2027. It can still be renewed."],
    [
      { registration: "expired", attention: [{ kind: "dns_interrupted" }] },
      "Expired on 20 Nov 2027, and its registrar shows a notice in place of it. It works again within minutes of its renewal.",
    ],
    [{ registration: "redemption" }, "Expired on 20 Nov 2027 and is in redemption."],
    [{ registration: "transferred_away" }, "Moved to another registrar."],
    [{ registration: "cancelled" }, "No longer registered here."],
    [{ registration: "fraud" }, "On hold. Write to support."],
  ])("CO-26, X-10: %j reads %j", (given, words) => expect(domainHeadline(domain(given))).toBe(words));

  it("a name is shown in its own script beside its A-label", () => {
    expect(domainRow(domain({ nameAscii: "xn--bcher-kva.com", registrar: "sandbox" }))).toMatchObject({
      nameAscii: "xn--bcher-kva.com",
      nameUnicode: "bücher.com",
      registrarLabel: "Sandbox registrar",
    });
  });
});
