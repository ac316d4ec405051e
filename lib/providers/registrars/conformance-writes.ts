import { describe, expect, it } from "vitest";
import { DAY, MINUTE } from "@/lib/kernel/clock";
import type { RegistrarProbe } from "./conformance-probe";

/** Promises about registering a name: lost replies, refusals. */
export function writeCases(probe: RegistrarProbe): void {
  const { h, can, limits, request, withHandle, failure, settled, registered, collect } = probe;

  describe("registering", () => {
    it("brings a name from pending to done, ours, with auto-renew off and UTC dates", async () => {
      const domain = h().freeName();
      const began = h().now();
      await registered(domain);
      const ours = await h().registrar.domain(domain);
      expect(ours).toMatchObject({ name: domain, autoRenew: false });
      expect(ours?.createdAt).toBeInstanceOf(Date);
      expect(Math.abs((ours?.createdAt?.getTime() ?? 0) - began.getTime())).toBeLessThan(60 * MINUTE);
      const lifeDays = ((ours?.expiresAt?.getTime() ?? 0) - began.getTime()) / DAY;
      expect(lifeDays).toBeGreaterThan(360);
      expect(lifeDays).toBeLessThan(370);
      expect(Array.isArray(ours?.nameServers) && Array.isArray(ours?.eppStatuses)).toBe(true);
      if (can().createsZone) expect(ours?.nameServers.length).toBeGreaterThan(1);
      const [answer] = await collect([domain]);
      expect(answer?.status).not.toBe("available");
      const verdict = (await h().registrar.transferability(domain)).verdict;
      expect(["already_here", "not_transferable", "unknown"]).toContain(verdict);
    });

    it("finds a name that the account holds, also when its registration began long before", async () => {
      const domain = h().freeName();
      await registered(domain);
      await h().advance(DAY);
      expect(await h().registrar.findWrite("register", domain, h().now())).toMatchObject({
        found: "domain",
        domain: { name: domain },
      });
    });

    it("lists the names of the account, and says when the list is complete", async () => {
      const domain = h().freeName();
      await registered(domain);
      const listed: string[] = [];
      let complete: boolean | null = null;
      for await (const page of h().registrar.domains()) {
        listed.push(...page.names.map((entry) => entry.name));
        complete = page.complete;
      }
      expect(listed).toContain(domain);
      expect(new Set(listed).size).toBe(listed.length);
      expect(complete).toBe(true);
    });

    it.each(["lost_reply", "garbage"] as const)("settles a %s of a registration by looking", async (mishap) => {
      const domain = h().freeName();
      const wanted = await withHandle(request(domain));
      const since = h().now();
      expect(await h().registrar.findWrite("register", domain, since)).toEqual({ found: "none" });
      await h().fail("register", mishap, 1);
      const before = h().requests();
      expect((await failure(h().registrar.register(wanted))).kind).toBe("ambiguous");
      expect(h().requests(), "a write repeated itself").toBe(before + 1);
      await h().advance(limits().settleDelaySeconds * 1000);
      const found = await h().registrar.findWrite("register", domain, since);
      if (found.found === "operation") {
        expect(found.state.name).toBe(domain);
        expect((await settled({ state: "pending", ref: found.ref })).state).toBe("done");
      } else expect(found.found).toBe("domain");
      expect((await h().registrar.findWrite("register", domain, since)).found).not.toBe("none");
      expect((await h().registrar.domain(domain))?.name).toBe(domain);
    });

    it("is ambiguous when the registrar fails on its side, and never repeats itself", async () => {
      const wanted = await withHandle(request(h().freeName()));
      await h().fail("register", "server_error", 1);
      const before = h().requests();
      expect((await failure(h().registrar.register(wanted))).kind).toBe("ambiguous");
      expect(h().requests()).toBe(before + 1);
    });

    it("reports each refusal with its reason and the field to correct", async () => {
      expect(h().refusals.map((refusal) => refusal.reason)).toContain("unavailable");
      for (const refusal of h().refusals) {
        const wanted = request(refusal.name, refusal.contact ? { contact: refusal.contact } : {});
        const end = await settled(await h().registrar.register(await withHandle(wanted)));
        expect(end, refusal.name).toMatchObject({ state: "refused", reason: refusal.reason });
        if (end.state === "refused") expect(end.message).toBeTruthy();
        if (refusal.field) expect(end).toMatchObject({ field: refusal.field });
        expect(await h().registrar.domain(refusal.name)).toBeNull();
      }
    });
  });
}
