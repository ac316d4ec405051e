import { catalogueData } from "../../lib/tlds/catalogue-data";
import { db } from "../client";
import { tlds } from "../schema";

/** Adds the TLDs that the table does not have yet; what an admin changed stays changed. */
export async function ensureCatalogue(now: Date): Promise<void> {
  await db()
    .insert(tlds)
    .values(catalogueData.map((rules) => ({ ...rules, updatedAt: now })))
    .onConflictDoNothing();
}
