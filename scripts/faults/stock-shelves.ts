import { db } from "@/db/client";
import { makeRegistrarAccount } from "@/db/factories";
import { settings, tldCosts, tlds } from "@/db/schema";
import type { Clock } from "@/lib/kernel/clock";

/** What an operator sets up before the first sale: the active registrar, what is sold and its cost, and a tax that rounds. */
export async function stockShelves(clock: Clock): Promise<void> {
  const updatedAt = clock.now();
  const account = await makeRegistrarAccount({ active: true, createdAt: updatedAt });
  const sold = [
    { tld: "com", group: "popular", costMinor: 999 },
    { tld: "net", group: "popular", costMinor: 1199 },
    { tld: "io", group: "tech", costMinor: 3299 },
  ];
  await db()
    .insert(tlds)
    .values(sold.map(({ tld, group }, position) => ({ tld, group, position, updatedAt })));
  await db()
    .insert(tldCosts)
    .values(
      sold.map(({ tld, costMinor }) => ({
        registrarAccountId: account.id,
        tld,
        currency: "USD",
        registerMinor: costMinor,
        renewMinor: costMinor,
        fetchedAt: updatedAt,
      })),
    );
  await db()
    .insert(settings)
    .values({ key: "taxRates", value: { "*": 7.3 }, updatedAt, updatedBy: null });
}
