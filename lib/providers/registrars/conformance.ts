import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { domainCases } from "./conformance-domain";
import type { RegistrarHarness } from "./conformance-harness";
import { lifeCases } from "./conformance-life";
import { createRegistrarProbe } from "./conformance-probe";
import { readCases } from "./conformance-reads";
import { writeCases } from "./conformance-writes";

export type { FailingMethod, Mishap, RegistrarHarness } from "./conformance-harness";

/**
 * Runs every promise of the Registrar contract against one adapter. Powers that its descriptor does not declare are
 * expected to be refused before anything leaves the process; no case is skipped.
 */
export function registrarConformance(name: string, makeHarness: () => Promise<RegistrarHarness>): void {
  describe(`registrar conformance: ${name}`, () => {
    let harness: RegistrarHarness | undefined;
    const probe = createRegistrarProbe(() => {
      if (!harness) throw new Error("The harness exists from beforeAll on.");
      return harness;
    });

    beforeAll(async () => {
      harness = await makeHarness();
    });
    afterAll(async () => harness?.close());

    it("describes itself completely", () => {
      const { descriptor } = probe.h().registrar;
      expect(descriptor.id).toMatch(/^[a-z0-9]+$/);
      expect(descriptor.verifiedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(descriptor.limits.namesPerAvailabilityCall).toBeGreaterThan(0);
      expect(descriptor.limits.requestsPerSecond).toBeGreaterThan(0);
      expect(descriptor.limits.concurrent).toBeGreaterThan(0);
      expect(descriptor.limits.settleDelaySeconds).toBeGreaterThanOrEqual(0);
      expect(descriptor.label && descriptor.useCase && descriptor.dnsHost).toBeTruthy();
      for (const credential of descriptor.credentials) expect(credential.help.length).toBeGreaterThan(10);
    });

    readCases(probe);
    writeCases(probe);
    domainCases(probe);
    lifeCases(probe);

    it("leaves no secret in any error or trace", () => {
      const { trace, secrets } = probe.h();
      expect(trace.length).toBeGreaterThan(10);
      const everything = JSON.stringify(trace) + probe.errors.map(inFull).join("\n");
      for (const secret of secrets) expect(everything).not.toContain(secret);
    });
  });
}

/** An error with its causes, as a careless logger would print it. */
export function inFull(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  return [error.stack, JSON.stringify(error), inFull(error.cause)].join("\n");
}
