import { CopyButton } from "@/components/ui/copy-button";

/** Something to type, scrolled sideways rather than broken. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <div className="relative rounded-md border border-line bg-sunken">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section aria-label={label} tabIndex={0} className="overflow-x-auto p-4 pr-12">
        <pre className="font-mono text-sm">{code}</pre>
      </section>
      <div className="absolute top-1.5 right-1.5 rounded-md bg-sunken">
        <CopyButton value={code} label={`Copy: ${label}`} />
      </div>
    </div>
  );
}
