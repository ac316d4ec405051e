"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import type { SearchEvent } from "@/lib/search/views";
import { readLines } from "./read-lines";
import { idleSearch, type SearchStep, searchState } from "./search-state";

const broken = "The connection to us broke. Nothing was changed or charged. Search again.";

async function* ask(body: { query?: string; only?: string[] }, signal: AbortSignal): AsyncGenerator<SearchEvent> {
  const response = await fetch("/api/search", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok || !response.body) {
    const refusal = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
    throw new Error(refusal?.error?.message ?? broken, { cause: "told" });
  }
  yield* readLines<SearchEvent>(response.body);
}

function sentence(error: unknown): string {
  return error instanceof Error && error.cause === "told" ? error.message : broken;
}

/** One search at a time; a new one ends the one before. */
export function useSearch() {
  const [view, dispatch] = useReducer(searchState, idleSearch);
  const running = useRef<AbortController | null>(null);
  const asking = useRef(new Set<AbortController>());

  const stopAll = useCallback(() => {
    running.current?.abort();
    for (const controller of asking.current) controller.abort();
    asking.current.clear();
  }, []);
  useEffect(() => stopAll, [stopAll]);

  const search = useCallback(
    async (query: string) => {
      stopAll();
      if (query.trim() === "") {
        dispatch({ type: "cleared" });
        return;
      }
      const controller = new AbortController();
      running.current = controller;
      dispatch({ type: "started", query });
      const step = (next: SearchStep) => controller.signal.aborted || dispatch(next);
      try {
        for await (const event of ask({ query }, controller.signal)) step({ type: "event", event });
      } catch (error) {
        step({ type: "failed", message: sentence(error) });
      }
    },
    [stopAll],
  );

  const askNames = useCallback(async (names: string[]) => {
    if (names.length === 0) return;
    const controller = new AbortController();
    asking.current.add(controller);
    dispatch({ type: "asked", names });
    try {
      for await (const event of ask({ only: names }, controller.signal)) {
        if (event.type === "answers") dispatch({ type: "event", event });
      }
    } catch {
      // The rows say themselves that no answer came.
    } finally {
      asking.current.delete(controller);
      if (!controller.signal.aborted) dispatch({ type: "unanswered", names });
    }
  }, []);

  return { view, search, askNames };
}
