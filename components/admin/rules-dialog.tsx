"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type Choice, Select, TextField, Tick } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { SendingForm } from "@/components/ui/sending-form";
import { type SayingAction, saying } from "./saying";

export type TldRules = {
  tld: string;
  tldUnicode: string;
  group: string;
  minYears: number;
  maxYears: number;
  graceDays: number;
  redemptionDays: number;
  lockDays: number;
  privacy: boolean;
  idn: boolean;
  authCodeRequired: boolean;
  httpsOnly: boolean;
  restriction: string | null;
  routedAccountId: string | null;
};

const numbers = [
  ["minYears", "Shortest term, years"],
  ["maxYears", "Longest term, years"],
  ["graceDays", "Grace, days"],
  ["redemptionDays", "Redemption, days"],
  ["lockDays", "Lock after registration, days"],
] as const;
const flags = [
  ["privacy", "Privacy possible"],
  ["idn", "Letters beyond a to z"],
  ["authCodeRequired", "Transfer needs an auth code"],
  ["httpsOnly", "Sites need a certificate"],
] as const;

/** The rules of one ending. Orders and quotes that exist keep what they were made with. */
export function RulesDialog({
  rules,
  groups,
  accounts,
  save,
}: {
  rules: TldRules;
  groups: Choice[];
  accounts: Choice[];
  save: SayingAction;
}) {
  const [open, setOpen] = useState(false);
  const id = (name: string) => `${rules.tld}-${name}`;
  return (
    <>
      <Button size="sm" look="quiet" aria-label={`Rules of .${rules.tldUnicode}`} onClick={() => setOpen(true)}>
        <Icon name="edit" size={14} />
        Rules
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`Rules of .${rules.tldUnicode}`}>
        <SendingForm
          action={saying(save)}
          className="space-y-5 text-left whitespace-normal outline-none"
          onDone={() => setOpen(false)}
        >
          {({ busy, errors, message, values }) => (
            <>
              {message && (
                <Notice tone="danger" role="alert">
                  {message}
                </Notice>
              )}
              <input type="hidden" name="tld" value={rules.tld} />
              <div className="grid grid-cols-2 gap-4">
                {numbers.map(([name, label]) => (
                  <TextField
                    key={name}
                    id={id(name)}
                    name={name}
                    label={label}
                    inputMode="numeric"
                    defaultValue={values[name] ?? rules[name]}
                    error={errors[name]}
                  />
                ))}
                <Select
                  id={id("group")}
                  name="group"
                  label="Shelf"
                  choices={groups}
                  defaultValue={values.group ?? rules.group}
                  error={errors.group}
                />
              </div>
              <div className="grid gap-3 sm:grid-cols-2">
                {flags.map(([name, label]) => (
                  <Tick key={name} name={name} value="on" defaultChecked={rules[name]}>
                    {label}
                  </Tick>
                ))}
              </div>
              <TextField
                id={id("restriction")}
                name="restriction"
                label="Who may have one"
                hint="Shown to merchants; empty when everybody may."
                optional
                maxLength={200}
                defaultValue={values.restriction ?? rules.restriction ?? ""}
                error={errors.restriction}
              />
              <Select
                id={id("routedAccountId")}
                name="routedAccountId"
                label="Bought through"
                optional
                choices={[{ value: "", label: "The active registrar" }, ...accounts]}
                defaultValue={values.routedAccountId ?? rules.routedAccountId ?? ""}
                error={errors.routedAccountId}
              />
              <p className="text-sm text-ink-3">Orders and quotes that exist keep the rules they were made with.</p>
              <div className="flex justify-end gap-2">
                <Button look="quiet" onClick={() => setOpen(false)}>
                  Leave as it is
                </Button>
                <Button type="submit" look="primary" busy={busy}>
                  Save rules
                </Button>
              </div>
            </>
          )}
        </SendingForm>
      </Dialog>
    </>
  );
}
