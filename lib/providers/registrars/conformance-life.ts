import { describe, expect, it } from "vitest";
import { DAY, later } from "@/lib/kernel/clock";
import type { RegistrarProbe } from "./conformance-probe";
import type { RegistrarCharge, WriteVerb } from "./contract";

const mishaps = ["lost_reply", "garbage", "server_error"] as const;

/** Promises about what comes after a registration: renewals, restores, transfers in, and what all of it cost. */
export function lifeCases(probe: RegistrarProbe): void {
  const { h, can, limits, request, withHandle, failure, settled, registered, orUnsupported } = probe;

  const expiryOf = async (name: string) => (await h().registrar.domain(name))?.expiresAt ?? new Date(0);
  const yearOf = async (name: string) => (await expiryOf(name)).getUTCFullYear();
  const rest = () => h().advance(limits().settleDelaySeconds * 1000);

  /** What the counterpart knows of a write, whether it was done or not. */
  async function look(verb: WriteVerb, name: string, since: Date) {
    await rest();
    const found = await h().registrar.findWrite(verb, name, since);
    if (found.found === "operation" && found.state.state !== "refused")
      await settled({ state: "pending", ref: found.ref }, DAY);
    return found;
  }

  describe("renewing", () => {
    it.each(mishaps)("settles a %s of a renewal by looking, and never repeats it", async (mishap) => {
      if (!can().renew) return;
      const name = h().freeName();
      await registered(name);
      const before = await expiryOf(name);
      await h().advance(DAY);
      const since = h().now();
      expect(await h().registrar.findWrite("renew", name, since)).toMatchObject({
        found: "domain",
        domain: { expiresAt: before },
      });
      await h().fail("renew", mishap, 1);
      const asked = h().requests();
      expect((await failure(h().registrar.renew(name, before, 1))).kind).toBe("ambiguous");
      expect(h().requests(), "a write repeated itself").toBe(asked + 1);
      const found = await look("renew", name, since);
      const done = mishap !== "server_error";
      expect(found.found).toBe(done ? "operation" : "domain");
      expect(await yearOf(name)).toBe(before.getUTCFullYear() + (done ? 1 : 0));
      if (done) expect((await settled(await h().registrar.renew(name, before, 1))).state).toBe("refused");
      expect(await yearOf(name)).toBe(before.getUTCFullYear() + (done ? 1 : 0));
    });

    it("takes an earlier renewal for none of its own", async () => {
      if (!can().renew) return;
      const name = h().freeName();
      await registered(name);
      expect((await settled(await h().registrar.renew(name, await expiryOf(name), 1))).state).toBe("done");
      await h().advance(1000);
      expect((await h().registrar.findWrite("renew", name, h().now())).found).toBe("domain");
    });

    it("looks for no renewal of a name that is not ours", async () => {
      expect(await h().registrar.findWrite("renew", h().takenName, h().now())).toEqual({ found: "none" });
    });

    it("is final about a refused renewal, and says that it is the guard", async () => {
      if (!can().renew) return;
      const name = h().freeName();
      await registered(name);
      const wrong = later(await expiryOf(name), -400 * DAY);
      const end = await settled(await h().registrar.renew(name, wrong, 1));
      expect(end).toMatchObject({ state: "refused", reason: "policy" });
    });
  });

  describe("restoring", () => {
    const cost = { amountMinor: 100_000, currency: "USD" };

    it("brings a name back from redemption, or has no such call", async () => {
      const { restore } = h().registrar;
      expect(restore !== undefined).toBe(can().restore);
      const name = await h().inRedemption?.();
      if (!restore || !name) return;
      expect((await h().registrar.domain(name))?.eppStatuses).toContain("redemptionPeriod");
      expect(await restore(name, { amountMinor: 1, currency: "USD" })).toMatchObject({
        state: "refused",
        reason: "price",
      });
      expect((await settled(await restore(name, cost))).state).toBe("done");
      const ours = await h().registrar.domain(name);
      expect(ours?.eppStatuses).not.toContain("redemptionPeriod");
      expect(ours?.expiresAt?.getTime()).toBeGreaterThan(h().now().getTime());
      expect((await settled(await restore(name, cost))).state).toBe("refused");
    });

    it.each(mishaps)("settles a %s of a restore by looking", async (mishap) => {
      const { restore } = h().registrar;
      const name = await h().inRedemption?.();
      if (!restore || !name) return;
      const since = h().now();
      await h().fail("restore", mishap, 1);
      expect((await failure(restore(name, cost))).kind).toBe("ambiguous");
      const done = mishap !== "server_error";
      expect((await look("restore", name, since)).found).toBe(done ? "operation" : "domain");
      expect((await h().registrar.domain(name))?.eppStatuses.includes("redemptionPeriod")).toBe(!done);
    });
  });

  describe("transfers in", () => {
    const transfer = async ({ name, authCode }: { name: string; authCode: string }) => {
      const { years: _, ...rest } = await withHandle(request(name));
      return h().registrar.transferIn({ ...rest, authCode });
    };
    const nobody = () => ({ name: h().takenName, authCode: "code-of-nobody" });

    it("brings a name in with its auth code, auto-renew off, and tells how far it is", async () => {
      const from = h().transferable?.() ?? nobody();
      await orUnsupported(
        can().transferIn,
        () => transfer(from),
        async () => {
          const verdict = await h().registrar.transferability(from.name, from.authCode);
          if (!h().transferable) return void expect(verdict.verdict).toBeTruthy();
          expect(verdict).toMatchObject({ verdict: "transferable", blockers: [], authCodeRequired: true });
          const started = await transfer(from);
          expect(["pending", "done"]).toContain(started.state);
          if (started.state === "pending") {
            const state = await h().registrar.operation(started.ref);
            expect(["owner", "registry"]).toContain(state?.stage);
          }
          expect((await settled(started, DAY)).state).toBe("done");
          expect(await h().registrar.domain(from.name)).toMatchObject({ name: from.name, autoRenew: false });
          expect(JSON.stringify(h().trace)).not.toContain(from.authCode);
        },
      );
    });

    it.each(mishaps)("settles a %s of a transfer by looking, and never repeats it", async (mishap) => {
      const from = h().transferable?.();
      if (!from) return;
      const since = h().now();
      await h().fail("transferIn", mishap, 1);
      const { years: _, ...wanted } = await withHandle(request(from.name));
      const asked = h().requests();
      expect((await failure(h().registrar.transferIn({ ...wanted, authCode: from.authCode }))).kind).toBe("ambiguous");
      expect(h().requests(), "a write repeated itself").toBe(asked + 1);
      const found = await look("transfer", from.name, since);
      if (mishap === "server_error") expect(found).toEqual({ found: "none" });
      else {
        expect(found.found).not.toBe("none");
        expect((await h().registrar.domain(from.name))?.name).toBe(from.name);
      }
    });

    it("ends one with a wrong code as such, and takes the right one then", async () => {
      const from = h().transferable?.();
      if (!from) return;
      const end = await settled(await transfer({ ...from, authCode: "Wrong-Code-1" }), DAY);
      expect(end).toMatchObject({ state: "refused", reason: "auth_code" });
      expect(await h().registrar.domain(from.name)).toBeNull();
      expect((await settled(await transfer(from), DAY)).state).toBe("done");
    });

    it("says what stands in the way of one", async () => {
      for (const { name, kind } of h().blocked ?? []) {
        const verdict = await h().registrar.transferability(name);
        expect(verdict, name).toMatchObject({ verdict: "not_transferable", blockers: [{ kind }] });
        expect(verdict.blockers[0]?.message).toBeTruthy();
      }
      expect((await h().registrar.transferability(h().freeName())).verdict).not.toBe("transferable");
    });

    it("takes one back, where that can be done", async () => {
      const from = h().transferable?.();
      const { cancelTransfer } = h().registrar;
      if (!from || !cancelTransfer) return;
      const started = await transfer(from);
      if (started.state !== "pending") return expect.fail("the transfer ended at once");
      expect((await cancelTransfer(started.ref)).state).toBe("done");
      expect((await settled(started, DAY)).state).toBe("refused");
      expect((await cancelTransfer(started.ref)).state).toBe("refused");
      expect(await h().registrar.domain(from.name)).toBeNull();
    });
  });

  describe("what it cost", () => {
    it("is listed line by line, each once, under an id that stays", async () => {
      const { charges } = h().registrar;
      expect(charges !== undefined).toBe(can().charges);
      if (!charges) return;
      const since = h().now();
      const name = h().freeName();
      await registered(name);
      if (can().renew) await settled(await h().registrar.renew(name, await expiryOf(name), 1));
      await h().advance(DAY);
      const read = async () => {
        const all: RegistrarCharge[] = [];
        for await (const page of charges(since, h().now())) all.push(...page);
        return all;
      };
      const listed = await read();
      const ours = listed.filter((charge) => charge.name === name);
      expect(ours.map((charge) => charge.verb).sort()).toEqual(can().renew ? ["register", "renew"] : ["register"]);
      for (const { amount, at } of ours) {
        expect(Number.isInteger(amount.amountMinor) && amount.amountMinor > 0).toBe(true);
        expect(amount.currency).toMatch(/^[A-Z]{3}$/);
        expect(at.getTime()).toBeGreaterThanOrEqual(since.getTime() - 1000);
      }
      expect(new Set(listed.map((charge) => charge.externalId)).size).toBe(listed.length);
      expect(await read()).toEqual(listed);
      for await (const page of charges(h().now(), later(h().now(), DAY))) expect(page).toEqual([]);
    });

    it("leaves a balance that can be read, where there is one", async () => {
      const balance = await h().registrar.balance?.();
      if (balance)
        expect(balance).toMatchObject({
          amountMinor: expect.any(Number),
          currency: expect.stringMatching(/^[A-Z]{3}$/),
        });
      else expect([null, undefined]).toContain(balance);
    });

    it("and when the registrar charges unasked is known", () => {
      const { preCharge } = h().registrar.descriptor;
      for (const days of preCharge ? [preCharge.days, ...Object.values(preCharge.byTld)] : [])
        expect(days > 0 && days < 366).toBe(true);
    });
  });
}
