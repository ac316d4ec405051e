export type ListedCost = {
  currency: string;
  registerMinor: number;
  renewMinor: number;
  transferMinor: number | null;
  restoreMinor: number | null;
};

export type CostChange = {
  tld: string;
  action: "register" | "renew" | "transfer" | "restore";
  before: number | null;
  after: number | null;
  currency: string;
};

const actions = ["register", "renew", "transfer", "restore"] as const;

/** Each cost that is not what it was, the dearest change first: that is the one to look at. */
export function costChanges(changed: { tld: string; before: ListedCost; after: ListedCost }[]): CostChange[] {
  return changed
    .flatMap(({ tld, before, after }) =>
      actions
        .map((action) => ({
          tld,
          action,
          before: before[`${action}Minor`],
          after: after[`${action}Minor`],
          currency: after.currency,
        }))
        .filter((change) => change.before !== change.after || before.currency !== after.currency),
    )
    .sort((a, b) => rise(b) - rise(a));
}

const rise = ({ before, after }: CostChange) => (after ?? 0) - (before ?? 0);
