import { expect, test } from "vitest";
import { costChanges } from "./cost-changes";

const cost = { currency: "USD", registerMinor: 900, renewMinor: 1000, transferMinor: 900, restoreMinor: null };

test("AN-22: only costs that changed are shown, the dearest rise first", () => {
  const changes = costChanges([
    { tld: "com", before: cost, after: { ...cost, registerMinor: 950, restoreMinor: 8000 } },
    { tld: "shop", before: cost, after: { ...cost, renewMinor: 4000, transferMinor: 100 } },
  ]);
  expect(changes.map(({ tld, action, before, after }) => [tld, action, before, after])).toEqual([
    ["com", "restore", null, 8000],
    ["shop", "renew", 1000, 4000],
    ["com", "register", 900, 950],
    ["shop", "transfer", 900, 100],
  ]);
});

test("another currency is a change of every cost, whatever the figures", () => {
  expect(costChanges([{ tld: "de", before: cost, after: { ...cost, currency: "EUR" } }])).toHaveLength(4);
});
