import { eq } from "drizzle-orm";
import { invoices } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { ApiRefusal } from "./problem";
import { readInvoices } from "./read-invoices";
import type { InvoiceRow } from "./to-invoice";

/** The merchant's invoice of this id, or a refusal. */
export async function ownedInvoice(ctx: Ctx, id: string): Promise<InvoiceRow> {
  const [row] = await readInvoices(ctx, eq(invoices.id, id), 1);
  if (!row) throw new ApiRefusal("not_found", "You have no such invoice. Nothing was charged. Check its id.");
  return row;
}
