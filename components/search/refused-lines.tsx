import type { RefusedLine } from "@/lib/search/views";

/** Lines of a pasted list that are no names, each with what is wrong and what to type instead. */
export function RefusedLines({ lines, onUse }: { lines: RefusedLine[]; onUse: (line: RefusedLine) => void }) {
  if (lines.length === 0) return null;
  return (
    <details open className="rounded-lg border border-line bg-surface p-5">
      <summary className="text-base font-medium">
        {lines.length} {lines.length === 1 ? "line is" : "lines are"} not a name
      </summary>
      <ul className="mt-3 divide-y divide-line border-t border-line">
        {lines.map((line) => (
          <li
            key={`${line.line}-${line.text}`}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2 text-base"
          >
            <span className="figures w-8 text-sm text-ink-3">{line.line}</span>
            <span className="min-w-0 font-mono text-sm break-all">{line.text}</span>
            <span className="min-w-0 basis-full text-ink-2 sm:flex-1 sm:basis-0">{line.message}</span>
            {line.suggestion && (
              <button type="button" className="link text-base" onClick={() => onUse(line)}>
                Use {line.suggestion}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
