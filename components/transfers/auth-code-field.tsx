import type { ReactNode } from "react";
import { TextField } from "@/components/ui/field";

/** Where an auth code is typed or pasted: nothing corrects it, and no browser keeps it. */
export function AuthCodeField(shown: {
  label: string;
  error: string | undefined;
  hint?: ReactNode;
  className?: string;
}) {
  return (
    <TextField
      name="authCode"
      autoComplete="off"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={400}
      {...shown}
    />
  );
}
