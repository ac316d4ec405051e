/** Commits and statements that the real order functions cost for one bought name. */
export type OrderCounts = { commitsPerOrder: number; queriesPerOrder: number };

/** Counts one order from held money to the registered name; undefined until the order functions are bound here. */
export async function measureOrder(_databaseUrl: string): Promise<OrderCounts | undefined> {
  return undefined;
}
