"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { SendingForm } from "@/components/ui/sending-form";
import { type SayingAction, saying } from "./saying";

/** A button that acts at once and says what came of it. For what loses nothing; the rest asks first. */
export function ActionButton({
  action,
  fields = {},
  look = "secondary",
  size = "sm",
  label,
  children,
}: {
  action: SayingAction;
  /** Sent along, such as the id of what the button is about. */
  fields?: Record<string, string>;
  look?: "primary" | "secondary" | "quiet";
  size?: "sm" | "md";
  /** For readers of the screen, where several buttons of a list have the same words. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <SendingForm action={saying(action)} className="relative inline-block">
      {({ busy, message }) => (
        <>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit" look={look} size={size} busy={busy} aria-label={label}>
            {children}
          </Button>
          {message && (
            <p role="alert" className="mt-1 max-w-64 text-left text-sm whitespace-normal text-danger">
              {message}
            </p>
          )}
        </>
      )}
    </SendingForm>
  );
}
