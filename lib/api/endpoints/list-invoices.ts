import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { invoiceKinds, invoiceStates, invoices } from "@/db/schema";
import { decodeCursor, encodeCursor } from "../cursor";
import { endpoint } from "../endpoint";
import { ApiRefusal } from "../problem";
import { readInvoices } from "../read-invoices";
import { invoiceResource, pageOf, pageQuery } from "../resources";
import { toInvoice } from "../to-invoice";

const query = z.strictObject({
  state: z.enum(invoiceStates).optional(),
  kind: z.enum(invoiceKinds).optional(),
  ...pageQuery,
});

export const listInvoicesEndpoint = endpoint({
  id: "listInvoices",
  method: "GET",
  path: "/invoices",
  tag: "Invoices",
  summary: "List your invoices",
  description: "The newest first, credit notes among them.",
  scope: "billing:read",
  query,
  responses: { 200: { description: "A page of invoices.", body: pageOf(invoiceResource) } },
  handler: async (ctx, { query }) => {
    const wanted = and(
      query.state ? eq(invoices.state, query.state) : undefined,
      query.kind ? eq(invoices.kind, query.kind) : undefined,
      query.after === undefined ? undefined : before(query.after),
    );
    const rows = await readInvoices(ctx, wanted, query.limit + 1);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1)?.invoice;
    const cursor = rows.length > query.limit && last ? encodeCursor([last.issuedAt.toISOString(), last.id]) : null;
    return { status: 200, body: { data: page.map(toInvoice), next_cursor: cursor }, next: cursor };
  },
});

function before(cursor: string) {
  const [issuedAt, id] = decodeCursor(cursor);
  if (!z.iso.datetime().safeParse(issuedAt).success)
    throw new ApiRefusal("invalid", "The cursor is not one that we gave.");
  return sql`(${invoices.issuedAt}, ${invoices.id}) < (${issuedAt}::timestamptz, ${id})`;
}
