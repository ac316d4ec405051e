import type { ReactNode } from "react";

/** The two sides of a door: the form, and beside it what one comes in for. */
export function Door({ title, intro, children }: { title: string; intro: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-12 pt-8 md:pt-16 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)] lg:gap-20">
      <div className="w-full max-w-[26rem]">
        <h1 className="display text-2xl">{title}</h1>
        <p className="mt-2 text-ink-2">{intro}</p>
        <div className="mt-8">{children}</div>
      </div>
      <aside
        aria-label="The promise"
        className="hidden self-start rounded-lg border border-line bg-surface p-10 lg:block"
      >
        <p className="display text-3xl text-ink">
          yourname<span className="text-ink-3">.com</span>
        </p>
        <dl className="mt-10 space-y-6 border-t border-line pt-8">
          <Fact term="Held">Your card holds the price while we ask the registry for the name.</Fact>
          <Fact term="Registered">The name is yours when the registry says so, and we look twice.</Fact>
          <Fact term="Captured">Only then is money taken. A name that we could not get is never charged.</Fact>
        </dl>
      </aside>
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_1fr] gap-4">
      <dt className="text-sm font-medium text-brass-ink">{term}</dt>
      <dd className="max-w-prose text-ink-2">{children}</dd>
    </div>
  );
}
