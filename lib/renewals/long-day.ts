const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** `14 Feb 2027`, for sentences. Expiry is a moment of the registry, so days are UTC. */
export const longDay = (at: Date): string => format.format(at);
