/** `12 invoiced, 3 skipped`; what counted nothing is left out. */
export function countWords(counts: Record<string, number>): string {
  const said = Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([word, count]) => `${count} ${word.replaceAll(/([A-Z])/g, " $1").toLowerCase()}`);
  return said.length > 0 ? said.join(", ") : "nothing to do";
}
