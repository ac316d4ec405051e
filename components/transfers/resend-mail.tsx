"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { Outcome } from "@/components/ui/outcome";
import { toast } from "@/components/ui/toast";

/** Has the mail to the owner of a name sent again. */
export function ResendMail({
  itemId,
  action,
}: {
  itemId: string;
  action: (input: { itemId: string }) => Promise<Outcome<unknown>>;
}) {
  const [busy, start] = useTransition();
  return (
    <Button
      size="sm"
      busy={busy}
      onClick={() =>
        start(async () => {
          const outcome = await action({ itemId });
          if (outcome.ok) toast("The mail to the owner is on its way again.");
          else toast(outcome.message, { tone: "danger" });
        })
      }
    >
      Send the mail again
    </Button>
  );
}
