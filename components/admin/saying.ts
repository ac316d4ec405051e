import type { Outcome } from "@/components/ui/outcome";
import type { FormAction } from "@/components/ui/sending-form";
import { toast } from "@/components/ui/toast";

/** What the actions of the admin rooms answer: a sentence about what they did. */
export type Said = { message: string; tone?: "ok" | "attention" | "danger" };
export type SayingAction = (before: never, form: FormData) => Promise<Outcome<Said>>;

/** The action, which also says its sentence: at once, because with what it changed the button itself may be gone. */
export function saying(action: SayingAction): FormAction<Said> {
  return async (before, form) => {
    const outcome = await action(before, form);
    if (outcome.ok) toast(outcome.data.message, { tone: outcome.data.tone ?? "ok" });
    return outcome;
  };
}
