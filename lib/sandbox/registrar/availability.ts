import { faultsInName } from "./induced-faults";
import { currency, priceOfTld } from "./price-list";
import { suggestNames } from "./suggest-names";
import { nameSchema } from "./wire";
import type { RegistrarWorld } from "./world";
import { premiumPrice, worldName } from "./world-names";

export type AvailabilityAnswer = {
  name: string;
  status: "available" | "taken" | "premium" | "reserved" | "unsupported";
  reason?: string;
  premium?: { registerMinor: number; renewMinor: number; currency: string };
};

/** One answer a name, except for names that spell `unknown`: those are left out. */
export async function checkAvailability(
  world: RegistrarWorld,
  names: readonly string[],
): Promise<AvailabilityAnswer[]> {
  const held = await heldNames(world, names);
  const answers: AvailabilityAnswer[] = [];
  for (const name of names) {
    if (faultsInName(name).has("unknown")) continue;
    answers.push(answerFor(name, held.get(name)));
  }
  return answers;
}

function answerFor(name: string, registeredYear: number | undefined): AvailabilityAnswer {
  if (!nameSchema.safeParse(name).success) return { name, status: "unsupported", reason: "This is not a domain name." };
  const tld = priceOfTld(name);
  if (!tld) return { name, status: "unsupported", reason: "This registrar does not sell names under this ending." };
  if (faultsInName(name).has("reserved"))
    return { name, status: "reserved", reason: "The registry keeps this name back." };
  const year = registeredYear ?? worldName(name)?.registeredYear;
  if (year !== undefined) return { name, status: "taken", reason: `Registered since ${year}.` };
  const premium = premiumPrice(name);
  return premium ? { name, status: "premium", premium: { ...premium, currency } } : { name, status: "available" };
}

/** Names held or being registered at this registrar, with the year of their registration. */
async function heldNames(world: RegistrarWorld, names: readonly string[]): Promise<Map<string, number>> {
  const rows = await world.sql`
    select name, created_at as since from sandbox.registrar_domains where name in ${world.sql(names)}
    union all
    select name, submitted_at from sandbox.registrar_operations
    where name in ${world.sql(names)} and state = 'pending' and verb in ('register', 'transfer')`;
  return new Map(rows.map((row) => [row.name as string, (row.since as Date).getUTCFullYear()]));
}

export async function suggest(world: RegistrarWorld, query: string, count: number) {
  const found: { name: string; reason: string }[] = [];
  let batch: { name: string; reason: string }[] = [];
  const sift = async () => {
    if (batch.length === 0) return;
    const answers = await checkAvailability(
      world,
      batch.map((suggestion) => suggestion.name),
    );
    const free = new Set(answers.filter((answer) => answer.status === "available").map((answer) => answer.name));
    found.push(...batch.filter((suggestion) => free.has(suggestion.name)));
    batch = [];
  };
  for (const suggestion of suggestNames(query)) {
    batch.push(suggestion);
    if (batch.length < 50) continue;
    await sift();
    if (found.length >= count) break;
  }
  await sift();
  return found.slice(0, count);
}
