/** What this place is for, while nothing is searched. */
export function SearchHero() {
  return (
    <div className="mb-8 max-w-3xl">
      <h1 className="display text-2xl sm:text-3xl">A name for your shop, on the door by tonight.</h1>
      <p className="mt-4 max-w-prose text-lg text-ink-2">
        See what a name costs now and every year after. Your card is held while we ask the registry, and charged only
        when the name is yours.
      </p>
    </div>
  );
}
