/** The order that a finding is about, where its key or one of its values names one. */
export function orderIdIn(key: string, row: Record<string, unknown>): string | null {
  for (const value of [key, ...Object.values(row)]) {
    const found = typeof value === "string" ? /\bord_[0-9a-z]+\b/.exec(value) : null;
    if (found) return found[0];
  }
  return null;
}
