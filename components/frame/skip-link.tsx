export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only rounded-md border border-line bg-surface px-4 py-2 focus:not-sr-only focus:absolute focus:top-3 focus:left-3 focus:z-50"
    >
      Skip to the content
    </a>
  );
}
