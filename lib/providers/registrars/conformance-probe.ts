import { expect } from "vitest";
import { MINUTE } from "@/lib/kernel/clock";
import { ProviderError } from "@/lib/kernel/errors";
import type { RegistrarHarness } from "./conformance-harness";
import type { Availability, OperationState, RegisterRequest, WriteResult } from "./contract";

export type RegistrarProbe = ReturnType<typeof createRegistrarProbe>;

/** What the cases have in common: shortcuts over one harness, and every error seen, for the search for secrets. */
export function createRegistrarProbe(h: () => RegistrarHarness) {
  const errors: unknown[] = [];
  const can = () => h().registrar.descriptor.capabilities;
  const limits = () => h().registrar.descriptor.limits;
  const request = (domain: string, overrides: Partial<RegisterRequest> = {}): RegisterRequest => ({
    name: domain,
    years: 1,
    contact: h().contact,
    contactHandle: null,
    privacy: true,
    costLimit: { amountMinor: 100_000, currency: "USD" },
    premium: false,
    ...overrides,
  });

  async function withHandle(wanted: RegisterRequest): Promise<RegisterRequest> {
    const { registrar } = h();
    if (!can().contactHandles || !registrar.createContact) return wanted;
    return { ...wanted, contactHandle: await registrar.createContact(wanted.contact) };
  }

  async function failure(work: Promise<unknown>): Promise<ProviderError> {
    const error = await work.then(
      (value) => expect.fail(`expected a ProviderError, got ${JSON.stringify(value)}`),
      (reason: unknown) => reason,
    );
    errors.push(error);
    expect(error).toBeInstanceOf(ProviderError);
    return error as ProviderError;
  }

  /** Lets time pass by `stepMs` until the operation has ended; what waits for a person is looked at again too. */
  async function settled(result: WriteResult, stepMs = MINUTE): Promise<OperationState | WriteResult> {
    if (result.state !== "pending") return result;
    for (let look = 0; look < 40; look++) {
      const state = await h().registrar.operation(result.ref);
      expect(state, `the registrar does not know its own operation ${result.ref}`).not.toBeNull();
      if (state?.state === "done" || state?.state === "refused") return state;
      await h().advance(stepMs);
    }
    return expect.fail(`operation ${result.ref} is still pending after 40 looks`);
  }

  async function registered(domain: string): Promise<void> {
    const end = await settled(await h().registrar.register(await withHandle(request(domain))));
    expect(end.state).toBe("done");
  }

  async function collect(names: readonly string[]): Promise<Availability[]> {
    const answers: Availability[] = [];
    for await (const answer of h().registrar.availability(names)) answers.push(answer);
    return answers;
  }

  /** An optional power either works or is refused before anything leaves the process. */
  async function orUnsupported(
    declared: boolean,
    call: () => Promise<unknown>,
    works: () => Promise<void>,
  ): Promise<void> {
    if (declared) return works();
    const before = h().requests();
    expect((await failure(call())).kind).toBe("unsupported");
    expect(h().requests()).toBe(before);
  }

  return { h, can, limits, errors, request, withHandle, failure, settled, registered, collect, orUnsupported };
}
