import { ActionButton } from "./action-button";
import { ConfirmDialog } from "./confirm-dialog";
import type { SayingAction } from "./saying";

/** Check, adopt or end a registration that hangs. There is no blind retry, and the dialogs say why. */
export function ResolveItem({ itemId, name, action }: { itemId: string; name: string; action: SayingAction }) {
  return (
    <span className="relative inline-flex flex-wrap gap-2">
      <ActionButton action={action} fields={{ itemId, way: "check" }} label={`Check ${name} first`}>
        Check first
      </ActionButton>
      <ConfirmDialog
        trigger="Adopt"
        triggerLabel={`Adopt ${name}`}
        look="quiet"
        title={`Adopt ${name}?`}
        keep="Leave it"
        confirm={`Adopt ${name}`}
        action={action}
        fields={{ itemId, way: "adopt" }}
      >
        <p>
          Adopt it when our account at the registrar holds {name}, whoever asked for it. It becomes the merchant's, and
          the money held for it is captured.
        </p>
        <p>The registrar is asked first. If our account does not hold the name, nothing is changed.</p>
      </ConfirmDialog>
      <ConfirmDialog
        trigger="Void"
        triggerLabel={`Void ${name}`}
        look="danger"
        title={`End the attempt for ${name}?`}
        keep="Leave it"
        confirm={`End it for ${name}`}
        danger
        action={action}
        fields={{ itemId, way: "void" }}
      >
        <p>The merchant does not get {name}, and the money held for it is let go. This cannot be taken back.</p>
        <p>
          The registrar is asked first. If it holds the name or still works on it, the attempt cannot be ended and
          nothing is changed.
        </p>
      </ConfirmDialog>
    </span>
  );
}
