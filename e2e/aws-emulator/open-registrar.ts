import { ManualClock, MINUTE } from "@/lib/kernel/clock";
import type { RegisterRequest, RegistrarContact } from "@/lib/providers/registrars/contract";
import { route53Registrar } from "@/lib/providers/registrars/route53";
import type { TraceEntry } from "@/lib/providers/trace";
import { ada } from "@/lib/sandbox/registrar/ada";
import { type AwsEmulatorOptions, startAwsEmulator } from "./index";

export const contact: RegistrarContact = { ...ada, phone: "+12065550123" };

/** The same contact as it must arrive at AWS. */
export const awsContact = {
  FirstName: "Ada",
  LastName: "Ng",
  ContactType: "PERSON",
  AddressLine1: "1 Pier Road",
  City: "Seattle",
  State: "WA",
  CountryCode: "US",
  ZipCode: "98101",
  PhoneNumber: "+1.2065550123",
  Email: "ada@example.org",
};

export function registration(name: string, overrides: Partial<RegisterRequest> = {}): RegisterRequest {
  return {
    name,
    years: 1,
    contact,
    contactHandle: null,
    privacy: true,
    costLimit: { amountMinor: 5000, currency: "USD" },
    premium: false,
    ...overrides,
  };
}

/** The adapter against an emulated AWS of its own, on a clock that the test moves. */
export async function openOnEmulator(options: Omit<AwsEmulatorOptions, "clock"> = {}) {
  const clock = new ManualClock();
  const emulator = await startAwsEmulator({ ...options, clock });
  const trace: TraceEntry[] = [];
  const setup = {
    credentials: emulator.credentials,
    baseUrl: emulator.url,
    clock,
    trace: (entry: TraceEntry) => void trace.push(entry),
  };
  const registrar = route53Registrar.open(setup);
  return {
    clock,
    emulator,
    trace,
    setup,
    registrar,
    /** The inputs of all requests of one operation so far. */
    sent: (operation: string) =>
      emulator.requests.filter((request) => request.operation === operation).map((request) => request.input),
    async registered(name: string): Promise<void> {
      await registrar.register(registration(name));
      clock.advance(MINUTE);
      emulator.domains.settle();
    },
  };
}

export type OpenOnEmulator = Awaited<ReturnType<typeof openOnEmulator>>;
