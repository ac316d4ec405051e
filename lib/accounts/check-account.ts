import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { openRegistrar } from "./open-registrar";

const advice: Partial<Record<ProviderError["kind"], string>> = {
  auth: "The registrar refused the credentials. Check the key and what it is allowed to do.",
  rate_limited: "The registrar asks to slow down. Try again in a minute.",
  unavailable: "The registrar does not answer. Check its status page and this machine's way out.",
};

/** Reads one price with the account's credentials: changes nothing, costs nothing. */
export async function checkAccount(
  ctx: Ctx,
  { accountId }: { accountId: string },
): Promise<{ ok: boolean; message: string }> {
  requireAdmin(ctx);
  const { registrar } = await openRegistrar(ctx, accountId);
  try {
    for await (const cost of registrar.prices(["com"]))
      return { ok: true, message: `It works: .${cost.tld} was read from the price list.` };
    return { ok: false, message: "The registrar answered, but it has no price for .com." };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ok: false, message: advice[error.kind] ?? error.message };
  }
}
