import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";
import { memberships } from "./identity";

/** A key for programs: as much as its scopes, for one merchant, until it is revoked. Only a hash of it is kept. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: text().primaryKey(),
    merchantId: text().notNull(),
    userId: text().notNull(),
    name: text().notNull(),
    hash: text().notNull().unique(),
    /** The first characters, by which a person knows it again. */
    prefix: text().notNull(),
    scopes: jsonb().$type<string[]>().notNull(),
    createdAt: moment().notNull(),
    lastUsedAt: moment(),
    expiresAt: moment(),
    revokedAt: moment(),
  },
  (t) => [
    foreignKey({ columns: [t.userId, t.merchantId], foreignColumns: [memberships.userId, memberships.merchantId] }),
    index("api_tokens_merchant").on(t.merchantId, t.createdAt.desc()),
  ],
);

/** What a write under an Idempotency-Key answered, for a day: the same key gets the same answer. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    tokenId: text()
      .notNull()
      .references(() => apiTokens.id, { onDelete: "cascade" }),
    key: text().notNull(),
    requestHash: text().notNull(),
    /** Null while the first request is still at work. */
    status: integer(),
    response: jsonb(),
    createdAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tokenId, t.key] }), index("idempotency_keys_age").on(t.createdAt)],
);
