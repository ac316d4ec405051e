/** No registry lets a name be paid for further ahead. */
export const longestYears = 10;

/** How long after its end a name can be renewed as before. */
export const graceDays = 45;
