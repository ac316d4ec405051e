/** A seeded mistake in the product's code, and the cases of which at least one must find it. */
export type Mutant = { id: string; file: string; find: string; replace: string; hunt: string[] };
