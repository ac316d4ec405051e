/** Beside every queue: why one button is missing. */
export function WhyNoRetry() {
  return (
    <p className="max-w-prose text-sm text-ink-3">
      There is no Retry: while an outcome is unknown, asking again could buy a name twice. Check first looks at the
      registrar, and what is proved undone is asked again by itself.
    </p>
  );
}
