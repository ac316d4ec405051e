"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Day } from "@/components/ui/day";
import { TimeOfDay } from "@/components/ui/moment";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";
import { StatusPill } from "@/components/ui/status-pill";
import type { ComparedField, ComparedValue, RegistrarComparison } from "@/lib/admin/compare-with-registrar";

const words: Record<ComparedField, string> = {
  expiresAt: "Expires",
  autoRenew: "Renews by itself at the registrar",
  locked: "Transfer lock",
  privacy: "Privacy",
  nameServers: "Name servers",
  eppStatuses: "EPP statuses",
  registrantEmail: "Registrant",
};

/** Reads one name at its registrar on request, and shows its values beside those that are kept here. */
export function BesideRegistrar({
  domainId,
  name,
  compare,
}: {
  domainId: string;
  name: string;
  compare: FormAction<RegistrarComparison>;
}) {
  const [found, setFound] = useState<RegistrarComparison | null>(null);
  const drifted = found?.values.filter(({ drift }) => drift).length ?? 0;
  return (
    <div className="mt-2 border-t border-line pt-4">
      <SendingForm action={compare} onDone={setFound} className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {({ busy, message }) => (
          <>
            <input type="hidden" name="domainId" value={domainId} />
            <Button
              type="submit"
              look="secondary"
              size="sm"
              busy={busy}
              aria-label={`Compare ${name} with its registrar`}
            >
              {found ? "Read it again" : "Compare with the registrar"}
            </Button>
            {message ? (
              <p role="alert" className="text-sm text-danger">
                {message}
              </p>
            ) : (
              found && (
                <p role="status" className="text-sm text-ink-3">
                  {found.held ? saying(drifted) : "The registrar's account does not hold it."} Read{" "}
                  <TimeOfDay iso={found.readAt} seconds />
                  {found.keptAt && (
                    <>
                      ; kept since <TimeOfDay iso={found.keptAt} day />
                    </>
                  )}
                  .
                </p>
              )
            )}
          </>
        )}
      </SendingForm>
      {found && found.values.length > 0 && <Values rows={found.values} name={name} />}
    </div>
  );
}

function Values({ rows, name }: { rows: ComparedValue[]; name: string }) {
  return (
    <table className="mt-3 w-full text-sm">
      <caption className="sr-only">{name}: kept here, and at the registrar</caption>
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-3">
          <th scope="col" className="py-1.5 pr-3 font-medium">
            Value
          </th>
          <th scope="col" className="py-1.5 pr-3 font-medium">
            Kept here
          </th>
          <th scope="col" className="py-1.5 font-medium">
            At the registrar
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, kept, live, drift }) => (
          <tr key={field} className="border-b border-line align-top last:border-0">
            <th scope="row" className="py-1.5 pr-3 text-left font-normal text-ink-2">
              {words[field]} {drift && <StatusPill tone="attention">Differs</StatusPill>}
            </th>
            <td className="py-1.5 pr-3 break-words">{shown(kept)}</td>
            <td className="py-1.5 break-words">{shown(live)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const saying = (drifted: number) =>
  drifted === 0 ? "Nothing differs." : drifted === 1 ? "One value differs." : `${drifted} values differ.`;

function shown(value: string | null) {
  if (value === null) return <span className="text-ink-3">not said</span>;
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return <Day iso={value} />;
  return value.split(" ").map((part) => (
    <span key={part} className="block break-all">
      {part}
    </span>
  ));
}
