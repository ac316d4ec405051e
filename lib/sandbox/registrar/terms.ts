/** No registry lets a name be paid for further ahead. */
export const longestYears = 10;
