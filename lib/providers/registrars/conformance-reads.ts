import { describe, expect, it } from "vitest";
import type { RegistrarProbe } from "./conformance-probe";

/** Promises about everything that only asks. */
export function readCases(probe: RegistrarProbe): void {
  const { h, can, limits, failure, registered, collect, orUnsupported } = probe;

  describe("reads", () => {
    it("answers availability for each name exactly once", async () => {
      const length = Math.min(limits().namesPerAvailabilityCall, 60) + 3;
      const asked = [...Array.from({ length }, () => h().freeName()), h().takenName];
      const answers = await collect(asked);
      expect(answers.map((answer) => answer.name).sort()).toEqual([...asked].sort());
      const status = new Map(answers.map((answer) => [answer.name, answer.status]));
      expect(status.get(h().takenName)).toBe("taken");
      expect(new Set(asked.slice(0, -1).map((name) => status.get(name)))).toEqual(new Set(["available"]));
    });

    it("answers unknown with a reason for a name that the registrar keeps silent about", async () => {
      const silent = h().silentName;
      if (silent) {
        const answers = await collect([silent, h().takenName]);
        expect(answers).toHaveLength(2);
        expect(answers.find((answer) => answer.name === silent)).toMatchObject({ status: "unknown" });
        expect(answers.find((answer) => answer.name === h().takenName)).toMatchObject({ status: "taken" });
      }
      const name = h().freeName();
      await h().fail("availability", "server_error", 10);
      const [answer] = await collect([name]);
      await h().fail("availability", "server_error", 0);
      expect(answer).toMatchObject({ name, status: "unknown" });
      expect(answer?.reason).toBeTruthy();
    });

    it("stops asking when the caller has gone", async () => {
      const gone = new AbortController();
      gone.abort();
      const before = h().requests();
      for await (const _ of h().registrar.availability([h().freeName()], gone.signal)) {
        // Whatever still comes is not asked of the registrar.
      }
      expect(h().requests()).toBe(before);
    });

    it("keeps an internationalised name as it was given", async () => {
      const idn = h().freeName(true);
      expect(idn).toContain("xn--");
      expect(await collect([idn])).toEqual([expect.objectContaining({ name: idn, status: "available" })]);
      await registered(idn);
      expect((await h().registrar.domain(idn))?.name).toBe(idn);
    });

    it("gives premium names their own prices", async () => {
      const name = h().premiumName;
      if (!name || !can().premium) {
        for (const answer of await collect(name ? [name] : [])) expect(answer.status).not.toBe("available");
        return;
      }
      const [answer] = await collect([name]);
      expect(answer?.status).toBe("premium");
      expect(answer?.premium?.register).toMatchObject({
        amountMinor: expect.any(Number),
        currency: expect.any(String),
      });
      expect(answer?.premium?.renew.amountMinor).toBeGreaterThan(0);
      expect((await h().registrar.priceOf(name, 1))?.premium).toBe(true);
    });

    it("prices carry their currency in whole minor units", async () => {
      await orUnsupported(
        can().prices,
        () => h().registrar.prices(h().tlds)[Symbol.asyncIterator]().next(),
        async () => {
          const seen = new Map<string, { currency: string; registerMinor: number; renewMinor: number }>();
          for await (const cost of h().registrar.prices(h().tlds)) seen.set(cost.tld, cost);
          expect([...seen.keys()].sort()).toEqual([...h().tlds].sort());
          for (const cost of seen.values()) {
            expect(cost.currency).toMatch(/^[A-Z]{3}$/);
            expect(Number.isInteger(cost.registerMinor) && cost.registerMinor > 0).toBe(true);
            expect(Number.isInteger(cost.renewMinor)).toBe(true);
          }
        },
      );
      const cost = await h().registrar.priceOf(h().freeName(), 1);
      expect(cost?.register.currency).toMatch(/^[A-Z]{3}$/);
      expect(Number.isInteger(cost?.register.amountMinor)).toBe(true);
      expect(await h().registrar.priceOf(h().takenName, 1)).toBeNull();
    });

    it("suggests names, each with what made it a match", async () => {
      await orUnsupported(
        can().suggestions,
        () => h().registrar.suggestions("quiet harbor", 5),
        async () => {
          const found = await h().registrar.suggestions("quiet harbor", 5);
          expect(found.length).toBeGreaterThan(0);
          expect(found.length).toBeLessThanOrEqual(5);
          expect(new Set(found.map((suggestion) => suggestion.name)).size).toBe(found.length);
          for (const suggestion of found) {
            expect(suggestion.name).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
            expect(suggestion.reason).toBeTruthy();
          }
        },
      );
    });

    it("a name held elsewhere is not ours", async () => {
      expect(await h().registrar.domain(h().takenName)).toBeNull();
      expect(await h().registrar.domain(h().freeName())).toBeNull();
      expect(await h().registrar.operation("no-such-operation")).toBeNull();
    });

    it("repeats a read that failed, and gives up as unavailable", async () => {
      await h().fail("domain", "server_error", 1);
      expect(await h().registrar.domain(h().takenName)).toBeNull();
      await h().fail("domain", "server_error", 10);
      expect((await failure(h().registrar.domain(h().takenName))).kind).toBe("unavailable");
      await h().fail("domain", "garbage", 10);
      expect((await failure(h().registrar.domain(h().takenName))).kind).toBe("unavailable");
      await h().fail("domain", "server_error", 0);
      expect(await h().registrar.domain(h().takenName)).toBeNull();
    });

    it("tells bad credentials and a rate limit apart", async () => {
      await h().fail("domain", "unauthorised", 1);
      expect((await failure(h().registrar.domain(h().takenName))).kind).toBe("auth");
      await h().fail("domain", "rate_limited", 10);
      expect((await failure(h().registrar.domain(h().takenName))).kind).toBe("rate_limited");
      await h().fail("domain", "rate_limited", 0);
    });
  });
}
