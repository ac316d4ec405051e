import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { registrarAccounts } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import type { TraceOf } from "@/lib/operations/trace-sink";
import type { Registrar } from "@/lib/providers/registrars/contract";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { providerSetup } from "./provider-setup";

export type OpenAccount = { accountId: string; registrarId: string; registrar: Registrar };

/** The adapter of one account of the platform, tracing its calls to an operation or order. */
export async function openRegistrar(ctx: Ctx, accountId: string, traceOf: TraceOf = {}): Promise<OpenAccount> {
  const [account] = await db()
    .select({ id: registrarAccounts.id, registrar: registrarAccounts.registrar })
    .from(registrarAccounts)
    .where(and(eq(registrarAccounts.id, accountId), isNull(registrarAccounts.merchantId)));
  if (!account) throw notFound("registrar account");
  return openAccount(ctx, account.id, account.registrar, traceOf);
}

/** The account that new names are bought through (CO-22). */
export async function openActiveRegistrar(ctx: Ctx, traceOf: TraceOf = {}): Promise<OpenAccount> {
  const [account] = await db()
    .select({ id: registrarAccounts.id, registrar: registrarAccounts.registrar })
    .from(registrarAccounts)
    .where(and(eq(registrarAccounts.active, true), isNull(registrarAccounts.merchantId)));
  if (!account) {
    throw new AppError(
      "provider_failed",
      "No registrar is active, so no name can be sold. Nothing was charged. An admin must make one active.",
    );
  }
  return openAccount(ctx, account.id, account.registrar, traceOf);
}

function openAccount(ctx: Ctx, accountId: string, registrarId: string, traceOf: TraceOf): OpenAccount {
  const registrar = registrarFactory(registrarId).open(providerSetup(ctx, registrarId, "registrar", traceOf));
  return { accountId, registrarId, registrar };
}
