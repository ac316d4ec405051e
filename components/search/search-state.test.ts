import { describe, expect, it } from "vitest";
import type { SearchRow } from "@/lib/search/views";
import { idleSearch, type SearchStep, type SearchView, searchState } from "./search-state";

function row(name: string, changes: Partial<SearchRow> = {}): SearchRow {
  const dot = name.indexOf(".");
  return {
    name,
    unicode: name,
    label: name.slice(0, dot),
    ending: name.slice(dot),
    tld: name.slice(dot + 1),
    group: "popular",
    section: "list",
    position: 1,
    line: null,
    state: "checking",
    price: { currency: "USD", registerMinor: 1299, renewMinor: 1499, minYears: 1, maxYears: 10, firstTermMinor: 1299 },
    reason: null,
    note: null,
    restriction: null,
    warning: null,
    privacy: true,
    httpsOnly: false,
    ...changes,
  };
}

function planned(rows: SearchRow[]): SearchView {
  const started = searchState(idleSearch, { type: "started", query: "mystore" });
  return searchState(started, {
    type: "event",
    event: { type: "plan", mode: "name", label: "mystore", note: null, rows, refused: [] },
  });
}

const stateOf = (view: SearchView, name: string) => view.rows.find((entry) => entry.name === name)?.state;

describe("what a search shows", () => {
  it("keeps the rows before until the next plan is there, so that nothing jumps", () => {
    const before = planned([row("mystore.com")]);
    const after = searchState(before, { type: "started", query: "mystores" });
    expect(after.rows).toBe(before.rows);
    expect(after.phase).toBe("asking");
  });

  it("takes an answer for its row and keeps the plan's price where the answer has none", () => {
    const after = searchState(planned([row("mystore.com"), row("mystore.io")]), {
      type: "event",
      event: { type: "answers", answers: [{ name: "mystore.com", state: "available", note: null }] },
    });
    expect(stateOf(after, "mystore.com")).toBe("available");
    expect(after.rows[0]?.price?.registerMinor).toBe(1299);
    expect(stateOf(after, "mystore.io")).toBe("checking");
  });

  it("turns silence into unknown at the end and on a broken stream, never into available", () => {
    const view = planned([row("mystore.com"), row("mystore.io", { state: "unasked" })]);
    const done = searchState(view, { type: "event", event: { type: "done", total: 2, available: 0, unknown: 1 } });
    expect(stateOf(done, "mystore.com")).toBe("unknown");
    expect(stateOf(done, "mystore.io")).toBe("unasked");
    expect(stateOf(searchState(view, { type: "failed", message: "cut" }), "mystore.com")).toBe("unknown");
  });

  it("asks again only what is unknown or was not asked", () => {
    const view = planned([
      row("a.com", { state: "unknown" }),
      row("b.com", { state: "taken" }),
      row("c.com", { state: "unasked" }),
    ]);
    const asked = searchState(view, { type: "asked", names: ["a.com", "b.com", "c.com"] });
    expect(["a.com", "b.com", "c.com"].map((name) => stateOf(asked, name))).toEqual(["checking", "taken", "checking"]);
  });

  it("shows a suggestion once, also when it comes twice", () => {
    const news: SearchStep = {
      type: "event",
      event: { type: "suggestions", rows: [row("shopmy.com", { section: "suggestion" })] },
    };
    const view = searchState(searchState(planned([]), news), news);
    expect(view.rows).toHaveLength(1);
  });
});
