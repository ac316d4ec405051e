/** Where a request comes from, as far as headers tell; shown in the list of sessions and counted by the limiter. */
export type Device = { ip: string; userAgent: string };
