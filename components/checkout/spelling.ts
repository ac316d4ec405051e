/** Names worth reading letter by letter before they are bought for good: long ones, and those with doubled letters. */
export function needsSpellingCheck(label: string): boolean {
  const letters = [...label];
  return letters.length > 12 || letters.some((letter, index) => index > 0 && letter === letters[index - 1]);
}

/** The letters apart, so that a slip shows: `m · y · s · t · o · r · e`. */
export function spelledOut(label: string): string {
  return [...label].join(" · ");
}
