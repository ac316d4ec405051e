import { toMinor } from "@/lib/kernel/money";
import type { RegistrarCharge } from "../contract";
import type { DomainsApi } from "./api";
import { endlessList } from "./look-for-operation";
import { bareName } from "./to-domain";

const verbs: Record<string, RegistrarCharge["verb"]> = {
  REGISTER_DOMAIN: "register",
  RENEW_DOMAIN: "renew",
  TRANSFER_IN_DOMAIN: "transfer",
  RESTORE_DOMAIN: "restore",
};

/**
 * What AWS billed, by ViewBilling. It gives a record no id of its own and prices in US dollars: the id is made of what the
 * record says, counted where two say the same.
 */
export async function* listCharges(api: DomainsApi, since: Date, until: Date): AsyncGenerator<RegistrarCharge[]> {
  const seen = new Map<string, number>();
  let marker: string | undefined;
  do {
    const page = await api.viewBilling({
      Start: since,
      End: until,
      MaxItems: 100,
      ...(marker ? { Marker: marker } : {}),
    });
    if (marker && page.NextPageMarker === marker) throw endlessList("ViewBilling");
    marker = page.NextPageMarker;
    // AWS counts the end in.
    yield page.BillingRecords.filter(({ BillDate }) => BillDate >= since && BillDate < until).map((record) => {
      const name = record.DomainName ? bareName(record.DomainName) : null;
      const said = [
        record.InvoiceId ?? "",
        record.BillDate.toISOString(),
        record.Operation ?? "",
        name,
        record.Price,
      ].join("|");
      const times = (seen.get(said) ?? 0) + 1;
      seen.set(said, times);
      return {
        externalId: times === 1 ? said : `${said}|${times}`,
        at: record.BillDate,
        verb: verbs[record.Operation ?? ""] ?? "other",
        name,
        amount: { amountMinor: toMinor(record.Price, "USD"), currency: "USD" },
      };
    });
  } while (marker);
}
