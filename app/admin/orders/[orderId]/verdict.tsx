import { ConfirmDialog } from "@/components/admin/confirm-dialog";
import { type Judgement, lossesOf } from "@/components/admin/judgement-of";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/lib/kernel/money";
import type { OrderView } from "@/lib/orders/views";
import { cancelAnyOrder, judge } from "../actions";

const note = { name: "note", label: "Note", hint: "For the audit log. The merchant never reads it.", optional: true };

/** What an admin may decide about an order; each says first what it costs whom. */
export function Verdict({ order, judgement }: { order: OrderView; judgement: Judgement }) {
  const { flagged, mayFlag, mayJudge } = judgement;
  if (!mayFlag && !mayJudge && !order.canCancel) return null;
  const fields = (verdict: string) => ({ orderId: order.id, verdict });
  const held = formatMoney(order.money.heldMinor, order.currency);
  return (
    <Card title={flagged ? "Waits for your decision" : "Decide"}>
      {flagged && (
        <p className="mb-4 text-base text-ink-2">
          Nothing more is asked of a registrar until you decide. Held meanwhile: {held}.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {mayJudge && (
          <>
            <ConfirmDialog
              trigger="Pass"
              look="primary"
              title="Let this order go on?"
              keep="Not yet"
              confirm="Pass the order"
              note={note}
              action={judge}
              fields={fields("pass")}
            >
              <p>
                Its names are asked for now, and what becomes the merchant's is captured. That cannot be taken back.
              </p>
            </ConfirmDialog>
            <ConfirmDialog
              trigger="Refuse as fraud"
              look="danger"
              title="Refuse this order as fraud?"
              keep="Not yet"
              confirm="Refuse the order"
              danger
              note={note}
              action={judge}
              fields={fields("refuse")}
            >
              <ul className="list-disc space-y-1 pl-5">
                {lossesOf(order.items).map((loss) => (
                  <li key={loss}>{loss}</li>
                ))}
              </ul>
              <p>The merchant reads that the order was not accepted, not why.</p>
            </ConfirmDialog>
          </>
        )}
        {mayFlag && (
          <ConfirmDialog
            trigger="Flag as fraud"
            title="Put this order before a person?"
            keep="Leave it"
            confirm="Flag the order"
            note={note}
            action={judge}
            fields={fields("flag")}
          >
            <p>
              Nothing more is asked of a registrar, and money that is held stays held, until somebody passes or refuses
              it. What the registrar was already asked for is finished.
            </p>
            <p>The merchant reads neutral words. A case is opened.</p>
          </ConfirmDialog>
        )}
        {order.canCancel && (
          <ConfirmDialog
            trigger="Cancel order"
            look="danger"
            title="Cancel this order?"
            keep="Keep it"
            confirm="Cancel the order"
            danger
            action={cancelAnyOrder}
            fields={{ orderId: order.id }}
          >
            <ul className="list-disc space-y-1 pl-5">
              {order.items
                .filter(({ state }) => state === "waiting" || state === "registering")
                .map((item) => (
                  <li key={item.id}>{item.nameUnicode} is dropped unless the registrar was already asked for it.</li>
                ))}
            </ul>
            <p>
              {order.money.heldMinor > 0
                ? `Of the ${held} held, what is for dropped names is let go.`
                : "Nothing is held and nothing is charged; the payment page closes."}
            </p>
          </ConfirmDialog>
        )}
      </div>
    </Card>
  );
}
