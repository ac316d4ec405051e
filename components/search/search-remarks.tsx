"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SearchView } from "./search-state";

/** A query that is no name, or a search that broke. */
export function SearchRemarks({
  view,
  onSearch,
  onAgain,
}: {
  view: SearchView;
  onSearch: (query: string) => void;
  onAgain: () => void;
}) {
  const { invalid, failure } = view;
  const suggestion = invalid?.suggestion;
  return (
    <>
      {invalid && (
        <div className="mt-6">
          <Notice
            tone="attention"
            role="status"
            action={
              suggestion && (
                <Button size="sm" onClick={() => onSearch(suggestion)}>
                  Search {suggestion}
                </Button>
              )
            }
          >
            {invalid.message}
          </Notice>
        </div>
      )}
      {failure && (
        <div className="mt-6">
          <Notice
            tone="danger"
            role="alert"
            action={
              <Button size="sm" onClick={onAgain}>
                Search again
              </Button>
            }
          >
            {failure}
          </Notice>
        </div>
      )}
    </>
  );
}
