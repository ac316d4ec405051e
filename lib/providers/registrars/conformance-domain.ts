import { beforeAll, describe, expect, it } from "vitest";
import type { ProviderError } from "@/lib/kernel/errors";
import type { RegistrarProbe } from "./conformance-probe";
import type { WriteResult } from "./contract";

/** Promises about a domain that the account holds. */
export function domainCases(probe: RegistrarProbe): void {
  const { h, can, errors, settled, registered, orUnsupported } = probe;

  describe("a domain that is ours", () => {
    let domain: string;
    beforeAll(async () => {
      domain = h().freeName();
      await registered(domain);
    });

    const done = async (result: WriteResult) => expect((await settled(result)).state).toBe("done");

    it("changes its name servers", async () => {
      const hosts = ["ns1.example.net", "ns2.example.net"];
      await done(await h().registrar.setNameServers(domain, hosts));
      expect((await h().registrar.domain(domain))?.nameServers).toEqual(hosts);
    });

    it("switches the registrar's auto-renew, and off again", async () => {
      await orUnsupported(
        can().autoRenew,
        () => h().registrar.setAutoRenew(domain, true),
        async () => {
          for (const on of [true, false]) {
            await done(await h().registrar.setAutoRenew(domain, on));
            expect((await h().registrar.domain(domain))?.autoRenew).toBe(on);
          }
        },
      );
    });

    it("locks and unlocks", async () => {
      await orUnsupported(
        can().lock,
        () => h().registrar.setLock(domain, true),
        async () => {
          for (const on of [true, false]) {
            await done(await h().registrar.setLock(domain, on));
            const ours = await h().registrar.domain(domain);
            expect(ours?.locked ?? ours?.eppStatuses.includes("clientTransferProhibited")).toBe(on);
          }
        },
      );
    });

    it("hides and shows the registrant", async () => {
      await orUnsupported(
        can().privacy,
        () => h().registrar.setPrivacy(domain, false),
        async () => {
          for (const on of [false, true]) {
            await done(await h().registrar.setPrivacy(domain, on));
            expect((await h().registrar.domain(domain))?.privacy).toBe(on);
          }
        },
      );
    });

    it("takes corrected contacts", async () => {
      const email = "corrected@example.org";
      await done(await h().registrar.setContacts(domain, { ...h().contact, email }));
      const shown = (await h().registrar.domain(domain))?.registrantEmail;
      expect([email, null]).toContain(shown);
    });

    it("renews once: a repeat with the old expiry is refused", async () => {
      const before = (await h().registrar.domain(domain))?.expiresAt ?? new Date(0);
      await orUnsupported(
        can().renew,
        () => h().registrar.renew(domain, before, 1),
        async () => {
          await done(await h().registrar.renew(domain, before, 1));
          const after = (await h().registrar.domain(domain))?.expiresAt;
          expect(after?.getUTCFullYear()).toBe(before.getUTCFullYear() + 1);
          expect((await settled(await h().registrar.renew(domain, before, 1))).state).toBe("refused");
          expect((await h().registrar.domain(domain))?.expiresAt).toEqual(after);
        },
      );
    });

    it("hands out the auth code, and to nobody else", async () => {
      await orUnsupported(
        can().authCode,
        () => h().registrar.authCode(domain),
        async () => {
          await done(await h().registrar.setLock(domain, false));
          const code = await h().registrar.authCode(domain);
          expect(code.length).toBeGreaterThan(4);
          expect(JSON.stringify(h().trace)).not.toContain(code);
        },
      );
    });

    it("refuses to change a name that is not ours", async () => {
      const hosts = ["ns1.example.net", "ns2.example.net"];
      const answer = await h()
        .registrar.setNameServers(h().takenName, hosts)
        .then(
          (result) => (result.state === "refused" ? result.reason : result.state),
          (error: ProviderError) => {
            errors.push(error);
            return error.kind;
          },
        );
      expect(["not_ours", "not_found", "rejected"]).toContain(answer);
    });
  });
}
