"use client";

import { useMemo, useState } from "react";
import { ConfirmDialog } from "@/components/admin/confirm-dialog";
import { type SayingAction, saying } from "@/components/admin/saying";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SendingForm } from "@/components/ui/sending-form";
import { Stat } from "@/components/ui/stat";
import { formatMoney } from "@/lib/kernel/money";
import { forecast } from "@/lib/renewals/forecast";
import type { ExposureBasis } from "@/lib/renewals/forecast-exposure";
import { ExposureBars } from "./exposure-bars";
import { ExposureTable } from "./exposure-table";

const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

/**
 * The calendar of what registrars will take. The window is moved here and its effect is seen at once, because the forecast
 * is arithmetic on what the page has; nothing changes before it is saved.
 */
export function ExposureScreen({
  basis,
  saveWindow,
  switchOff,
}: {
  basis: ExposureBasis;
  saveWindow: SayingAction;
  switchOff: SayingAction;
}) {
  const saved = basis.rules.graceWindowDays;
  const [graceWindowDays, setWindow] = useState(saved);
  const [chosen, setChosen] = useState<string | null>(null);
  const result = useMemo(
    () => forecast(basis.names, { ...basis.rules, now: new Date(basis.rules.now), graceWindowDays }),
    [basis, graceWindowDays],
  );
  const day = result.days.find((one) => one.day === chosen) ?? result.days[0];
  const money = (minor: number) => formatMoney(minor, basis.currency);
  if (!day)
    return (
      <EmptyState title="No registrar will take anything by itself">
        Every name of the next 120 days is renewed by us, after it is paid.
      </EmptyState>
    );
  const toSwitch = day.names.filter((name) => !name.paid);
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4" aria-live="polite">
        <Stat
          label="Money at risk"
          value={money(result.takenMinor)}
          tone={result.takenMinor > 0 ? "danger" : "ok"}
          note={`${many(result.taken, "name")} taken unpaid`}
        />
        <Stat
          label="Switched off in time"
          value={result.switchedOff}
          tone="attention"
          note={`${result.withoutTry} with no further try to be paid`}
        />
        <Stat
          label="Renewed first"
          value={money(result.advancedMinor)}
          tone="progress"
          note={`${many(result.renewedFirst, "name")} that earn, billed after`}
        />
        <Stat
          label="Cost not known"
          value={result.unpriced}
          tone={result.unpriced > 0 ? "attention" : "idle"}
          note="not in the sums"
        />
      </div>
      <SendingForm
        action={saying(saveWindow)}
        className="my-6 rounded-lg border border-line bg-surface p-5 outline-none"
      >
        {({ busy, message }) => (
          <>
            <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
              <label htmlFor="window" className="text-base font-medium">
                Step in <span className="figures">{many(graceWindowDays, "day")}</span> before the charge
              </label>
              <input
                id="window"
                name="graceWindowDays"
                type="range"
                min={0}
                max={30}
                value={graceWindowDays}
                onChange={(event) => setWindow(Number(event.target.value))}
                aria-valuetext={`${many(graceWindowDays, "day")}: ${money(result.takenMinor)} at risk, ${many(result.switchedOff, "name")} switched off`}
                className="h-6 min-w-48 flex-1 accent-[var(--brass-strong)]"
              />
              <Button type="submit" look="primary" busy={busy} disabled={graceWindowDays === saved}>
                {graceWindowDays === saved ? "Saved" : `Save ${many(graceWindowDays, "day")}`}
              </Button>
            </div>
            <p className="mt-2 max-w-prose text-sm text-ink-3">
              {graceWindowDays === 0
                ? "Nobody steps in: every unpaid name is kept, and its cost is ours until its merchant pays."
                : "Earlier keeps more money and costs merchants tries: a name that is switched off lives on only if it is paid before it ends."}
            </p>
            {message && (
              <p role="alert" className="mt-2 text-sm text-danger">
                {message}
              </p>
            )}
          </>
        )}
      </SendingForm>
      <ExposureBars days={result.days} currency={basis.currency} current={day.day} onChoose={setChosen} />
      <ExposureTable
        day={day}
        currency={basis.currency}
        now={basis.rules.now}
        action={
          toSwitch.length > 0 && (
            <ConfirmDialog
              trigger={`Switch ${many(toSwitch.length, "name")} off`}
              look="danger"
              size="md"
              title={`Switch ${many(toSwitch.length, "name")} off?`}
              confirm={`Switch ${many(toSwitch.length, "name")} off`}
              danger
              action={switchOff}
              fields={{ day: day.day }}
            >
              <p>
                Their registrars then take nothing for them by themselves:{" "}
                {money(toSwitch.reduce((sum, name) => sum + (name.costMinor ?? 0), 0))} stays with us.
              </p>
              <p>Each of these names ends on its day unless its merchant pays. Reminders go on as before.</p>
            </ConfirmDialog>
          )
        }
      />
    </>
  );
}
