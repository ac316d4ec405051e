/** A value as JSON, escaped as any text is, scrolling within itself. */
export function JsonView({ label, value }: { label: string; value: unknown }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
      tabIndex={0}
      aria-label={label}
      className="mt-1 max-h-96 min-w-0 overflow-auto rounded-md bg-sunken p-3"
    >
      <pre className="font-mono text-xs break-words whitespace-pre-wrap">
        {value === null || value === undefined ? "nothing" : JSON.stringify(value, null, 2)}
      </pre>
    </section>
  );
}
