import type postgres from "postgres";
import { rawSql } from "@/db/client";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";

/**
 * Lets an admin read the embedded engine's tables through its own queries (inngest/embedded/queries), which take the
 * connection they read by.
 */
export async function engineRuns<T>(ctx: Ctx, read: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  requireAdmin(ctx);
  return read(rawSql());
}
