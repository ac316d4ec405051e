import type { Ctx } from "@/lib/kernel/context";
import { env } from "@/lib/kernel/env";
import { ProviderError } from "@/lib/kernel/errors";
import { traceSink } from "@/lib/operations/trace-sink";
import { openVies, type VatAnswer } from "@/lib/providers/vat/vies";
import { euCountries } from "./vat-rates";

/** What the register says of a VAT id; null where none is set up, or the country is not in it. A silent one is "unknown". */
export async function askVatRegister(ctx: Ctx, vatId: string, country: string): Promise<VatAnswer | null> {
  const { VAT_CHECK_URL: baseUrl } = env();
  if (!baseUrl || !(euCountries as readonly string[]).includes(country)) return null;
  try {
    return await openVies({ baseUrl, clock: ctx.clock, trace: traceSink({}) }).check(vatId);
  } catch (error) {
    if (error instanceof ProviderError) return { state: "unknown" };
    throw error;
  }
}
