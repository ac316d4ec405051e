import { sql } from "drizzle-orm";

/** Names that are registered to somebody, in the words of `domains.registration`: what expiry notices are owed for. */
export const liveNames = sql`('active', 'expired', 'redemption', 'fraud')`;

export const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`;
