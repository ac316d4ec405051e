import { expect, it } from "vitest";
import { contact, openOnEmulator } from "@/e2e/aws-emulator/open-registrar";
import { type FailingMethod, registrarConformance } from "../conformance";

const operationOf = {
  register: "RegisterDomain",
  availability: "CheckDomainAvailability",
  domain: "GetDomainDetail",
  renew: "RenewDomain",
  transferIn: "TransferDomain",
  // There is no such operation: nothing meets it.
  restore: "RestoreDomain",
} as const satisfies Record<FailingMethod, string>;

const broken: string[] = [];

registrarConformance("Route 53 Domains on the emulator", async () => {
  const { clock, emulator, trace, registrar } = await openOnEmulator();
  emulator.domains.elsewhere.set("taken-harbor.com", "code-of-somebody");
  emulator.domains.blocked.set("locked-harbor.com", "The domain is locked (clientTransferProhibited).");
  emulator.domains.blocked.set("young-harbor.com", "The domain was registered less than 60 days ago.");
  emulator.domains.elsewhere.set("sold-already.com", "x");
  emulator.domains.answers.set("silent-harbor.com", ["DONT_KNOW"]);
  emulator.domains.answers.set("gold.com", ["UNAVAILABLE_PREMIUM"]);
  emulator.domains.failing.set("lost-the-race.com", "The domain name is no longer available.");
  let next = 1;
  return {
    registrar,
    trace,
    secrets: [emulator.credentials.secretAccessKey, "Tr4nsfer!Code"],
    contact,
    freeName: (idn) => (idn ? `xn--bcher-${next++}-kva.com` : `quiet-harbor-${next++}.com`),
    takenName: "taken-harbor.com",
    tlds: ["com", "co.uk"],
    premiumName: "gold.com",
    silentName: "silent-harbor.com",
    refusals: [
      { reason: "unavailable", name: "sold-already.com" },
      { reason: "unavailable", name: "lost-the-race.com" },
      { reason: "unsupported", name: "quiet-harbor.zz" },
      { reason: "contact", name: "bad-mail.com", contact: { ...contact, email: "nowhere" }, field: "email" },
      { reason: "contact", name: "bad-phone.com", contact: { ...contact, phone: "12" }, field: "phone" },
      { reason: "contact", name: "bad-extra.ca", field: "extra.CA_LEGAL_TYPE" },
    ],
    transferable() {
      const name = `coming-home-${next++}.com`;
      emulator.domains.elsewhere.set(name, "Tr4nsfer!Code");
      return { name, authCode: "Tr4nsfer!Code" };
    },
    blocked: [
      { name: "locked-harbor.com", kind: "locked" },
      { name: "young-harbor.com", kind: "too_young" },
    ],
    now: () => clock.now(),
    advance: async (ms) => clock.advance(ms),
    requests: () => emulator.requests.length,
    fail: (method, mishap, times = 1) => emulator.fail(operationOf[method], mishap, times),
    close: async () => {
      broken.push(...emulator.violations);
      await emulator.close();
    },
  };
});

it("sends nothing that the published service model forbids", () => {
  expect(broken).toEqual([]);
});
