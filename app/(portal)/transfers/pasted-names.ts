import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { preflight } from "@/lib/transfers/preflight";
import type { PastedName } from "@/lib/transfers/views";

/** As many names are looked at in one go; each costs two questions outside. */
export const mostNames = 10;

/** Names out of a text as people paste them: one a line, or with commas, semicolons or blanks between. Each once. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/** A checklist for each name; a line that is no name, or a provider that fails, is told in its place. */
export function checkNames(ctx: Ctx, names: readonly string[]): Promise<PastedName[]> {
  return Promise.all(
    names.slice(0, mostNames).map(async (typed) => {
      try {
        return { typed, result: await preflight(ctx, { name: typed }), sentence: null };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { typed, result: null, sentence: error.message };
      }
    }),
  );
}
