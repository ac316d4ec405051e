import { formatDay } from "@/components/ui/format-moment";
import { ConfirmDialog } from "./confirm-dialog";
import type { SayingAction } from "./saying";

/** A name that its registry would still take back, with its cost: the name is lost, so a person confirms it. */
export function GiveBack({
  itemId,
  name,
  until,
  action,
}: {
  itemId: string;
  name: string;
  until: string;
  action: SayingAction;
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-surface px-5 py-3">
      <p className="text-sm text-ink-3">
        Its registry takes {name} back, with its cost, until {formatDay(until)}.
      </p>
      <ConfirmDialog
        trigger="Give it back"
        triggerLabel={`Give ${name} back`}
        look="danger"
        title={`Give ${name} back to its registry?`}
        keep="Keep the name"
        confirm={`Give ${name} back`}
        danger
        action={action}
        fields={{ itemId }}
      >
        <p>
          {name} is deleted: site and mail stop at once, and anybody may register it. This cannot be taken back. Our
          registrar returns what it cost.
        </p>
        <p>What the merchant paid is not touched by it. Refund it on the invoice's page.</p>
      </ConfirmDialog>
    </div>
  );
}
