import { Price } from "@/components/ui/price";
import { accountWords } from "./cause-words";

/** The entry that would mend a difference: what is added to one account and taken from another. */
export function ProposalLines({ lines }: { lines: { account: string; amountMinor: number; currency: string }[] }) {
  return (
    <table className="text-sm">
      <caption className="sr-only">The entry that is proposed</caption>
      <tbody>
        {lines
          .filter(({ amountMinor }) => amountMinor !== 0)
          .map(({ account, amountMinor, currency }) => (
            <tr key={`${account} ${currency}`}>
              <th scope="row" className="pr-6 text-left font-normal text-ink-2">
                {accountWords[account] ?? account.replaceAll("_", " ")}
              </th>
              <td className="text-right">
                <Price amountMinor={amountMinor} currency={currency} />
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
