"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SendingForm } from "@/components/ui/sending-form";
import { type SayingAction, saying } from "./saying";

/** A button that first says what will be lost or changed, and may ask for a note. */
export function ConfirmDialog({
  trigger,
  triggerLabel,
  look = "secondary",
  size = "sm",
  title,
  children,
  keep = "Keep it as it is",
  confirm,
  danger = false,
  note,
  action,
  fields = {},
}: {
  trigger: string;
  triggerLabel?: string;
  look?: "primary" | "secondary" | "quiet" | "danger";
  size?: "sm" | "md";
  title: string;
  children: ReactNode;
  /** The way back, in words. */
  keep?: string;
  /** The verb on the button that does it. */
  confirm: string;
  danger?: boolean;
  note?: { name: string; label: string; hint?: string; optional?: boolean };
  action: SayingAction;
  fields?: Record<string, string>;
}) {
  const [open, setOpen] = useState(false);
  return (
    <span className="relative inline-block text-left">
      <Button look={look} size={size} aria-label={triggerLabel} onClick={() => setOpen(true)}>
        {trigger}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <SendingForm action={saying(action)} className="outline-none" onDone={() => setOpen(false)}>
          {({ busy, errors, message, values }) => (
            <div className="space-y-4 whitespace-normal">
              {message && (
                <Notice tone="danger" role="alert">
                  {message}
                </Notice>
              )}
              <div className="space-y-2 text-base text-ink-2">{children}</div>
              {Object.entries(fields).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              {note && (
                <TextArea
                  name={note.name}
                  id={`${title}-${note.name}`.replaceAll(/\W+/g, "-")}
                  label={note.label}
                  hint={note.hint}
                  optional={note.optional}
                  maxLength={500}
                  rows={3}
                  defaultValue={values[note.name]}
                  error={errors[note.name]}
                />
              )}
              <div className="flex flex-wrap justify-end gap-2">
                <Button look="quiet" onClick={() => setOpen(false)}>
                  {keep}
                </Button>
                <Button type="submit" look={danger ? "danger" : "primary"} busy={busy}>
                  {confirm}
                </Button>
              </div>
            </div>
          )}
        </SendingForm>
      </Dialog>
    </span>
  );
}
