import { expect, it } from "vitest";
import { contact, openOnEmulator } from "@/e2e/aws-emulator/open-registrar";
import { registrarConformance } from "../conformance";

const operationOf = {
  register: "RegisterDomain",
  availability: "CheckDomainAvailability",
  domain: "GetDomainDetail",
} as const;

const broken: string[] = [];

registrarConformance("Route 53 Domains on the emulator", async () => {
  const { clock, emulator, trace, registrar } = await openOnEmulator();
  emulator.domains.elsewhere.set("taken-harbor.com", "code-of-somebody");
  emulator.domains.elsewhere.set("coming-home.com", "Tr4nsfer!Code");
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
    transferable: { name: "coming-home.com", authCode: "Tr4nsfer!Code" },
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
