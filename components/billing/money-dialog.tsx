"use client";

import { type ReactNode, useState } from "react";
import { type SayingAction, saying } from "@/components/admin/saying";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select, TextArea, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SendingForm } from "@/components/ui/sending-form";
import { formatMoney, fractionDigits } from "@/lib/kernel/money";

/** Asks for an amount and a reason, and shows what will have moved before it does. */
export function MoneyDialog({
  trigger,
  title,
  confirm,
  currency,
  mostMinor,
  reasonHint,
  toChoices,
  action,
  fields,
  children,
}: {
  trigger: string;
  title: string;
  /** The verb before the amount on the button. */
  confirm: string;
  currency: string;
  /** The most that may be given; null: no limit of its own. */
  mostMinor: number | null;
  reasonHint: string;
  toChoices?: { value: string; label: string }[];
  action: SayingAction;
  fields: Record<string, string>;
  children?: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const whole =
    mostMinor === null ? "" : (mostMinor / 10 ** fractionDigits(currency)).toFixed(fractionDigits(currency));
  const [typed, setTyped] = useState(whole);
  const minor = minorOf(typed, currency);
  return (
    <span className="relative inline-block text-left">
      <Button size="sm" onClick={() => setOpen(true)}>
        {trigger}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <SendingForm action={saying(action)} className="space-y-4 outline-none" onDone={() => setOpen(false)}>
          {({ busy, errors, message, values }) => (
            <>
              {message && (
                <Notice tone="danger" role="alert">
                  {message}
                </Notice>
              )}
              {children && <div className="space-y-2 text-ink-2">{children}</div>}
              {Object.entries(fields).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <div className="grid gap-4 sm:grid-cols-2">
                <TextField
                  name="amount"
                  label={`Amount in ${currency}`}
                  inputMode="decimal"
                  autoComplete="off"
                  maxLength={14}
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                  error={errors.amount ?? errors.amountMinor ?? tooMuch(minor, mostMinor, currency)}
                />
                {toChoices && <Select name="to" label="To" choices={toChoices} defaultValue={values.to} />}
              </div>
              <TextArea
                name="reason"
                label="Reason"
                hint={reasonHint}
                maxLength={300}
                rows={2}
                defaultValue={values.reason}
                error={errors.reason}
              />
              {mostMinor !== null && minor !== null && minor <= mostMinor && (
                <p className="figures text-sm text-ink-3">
                  {formatMoney(minor, currency)} back, {formatMoney(mostMinor - minor, currency)} stay with us.
                </p>
              )}
              <div className="flex flex-wrap justify-end gap-2">
                <Button look="quiet" onClick={() => setOpen(false)}>
                  Keep it as it is
                </Button>
                <Button type="submit" look="primary" busy={busy}>
                  {minor === null ? confirm : `${confirm} ${formatMoney(minor, currency)}`}
                </Button>
              </div>
            </>
          )}
        </SendingForm>
      </Dialog>
    </span>
  );
}

function minorOf(typed: string, currency: string): number | null {
  const digits = fractionDigits(currency);
  const value = Number(typed.trim().replace(",", "."));
  return typed.trim() !== "" && Number.isFinite(value) && value > 0 ? Math.round(value * 10 ** digits) : null;
}

const tooMuch = (minor: number | null, mostMinor: number | null, currency: string) =>
  minor !== null && mostMinor !== null && minor > mostMinor
    ? `At most ${formatMoney(mostMinor, currency)}.`
    : undefined;
