import { Tick } from "@/components/ui/field";
import { Name } from "@/components/ui/name";
import { displayParts } from "@/lib/kernel/display-name";
import type { CartLineView } from "@/lib/orders/views";
import { needsSpellingCheck, spelledOut } from "./spelling";

/** The names set large; one tick where a slip of the finger would be easy and could not be undone. */
export function SpellingGuard({ lines, error }: { lines: CartLineView[]; error?: string }) {
  const hard = lines.some((line) => needsSpellingCheck(displayParts(line.nameAscii).label));
  return (
    <section aria-labelledby="spelling">
      <h2 id="spelling" className="mb-1 text-lg font-semibold">
        Read it once more
      </h2>
      <p className="mb-4 max-w-prose text-ink-2">
        A registered name cannot be changed or given back: no registry takes one back for a slip of the finger.
      </p>
      <ul className="divide-y divide-line border-y border-line">
        {lines.map((line) => {
          const { label } = displayParts(line.nameAscii);
          return (
            <li key={line.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-4">
              <Name ascii={line.nameAscii} size="lg" />
              {needsSpellingCheck(label) && (
                <span aria-hidden="true" className="font-mono text-sm break-words text-ink-3">
                  {spelledOut(label)}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {hard && (
        <Tick name="spelledRight" value="yes" error={error} className="mt-4">
          {lines.length === 1 ? "It is spelled right." : "They are spelled right."}
        </Tick>
      )}
    </section>
  );
}
