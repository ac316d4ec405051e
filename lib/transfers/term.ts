const mostYears = 10;

/**
 * When a name would end after a transfer: a year later than now, never more than ten years ahead. `cut`: less than the
 * year. Only a forecast for the person who decides: what is stored is always what the registrar says afterwards.
 */
export function afterTransfer(expiresAt: Date | null, now: Date): { afterwards: Date | null; cut: boolean } {
  if (!expiresAt) return { afterwards: null, cut: false };
  const [wanted, most] = [yearsAfter(expiresAt, 1), yearsAfter(now, mostYears)];
  if (wanted <= most) return { afterwards: wanted, cut: false };
  return { afterwards: most > expiresAt ? most : expiresAt, cut: true };
}

/** The same day so many years on; 29 February becomes the 28th where there is none. */
export function yearsAfter(from: Date, years: number): Date {
  const to = new Date(from);
  to.setUTCFullYear(from.getUTCFullYear() + years);
  if (to.getUTCMonth() !== from.getUTCMonth()) to.setUTCDate(0);
  return to;
}
