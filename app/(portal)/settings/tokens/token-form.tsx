"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Select, TextField, Tick } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SendingForm } from "@/components/ui/sending-form";
import { apiScopes, scopeSentences } from "@/lib/api/scopes";
import { createTokenAction } from "./actions";

const lives = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "never", label: "Until it is revoked" },
];

type Made = { name: string; secret: string };

export function TokenForm() {
  const [made, setMade] = useState<Made | null>(null);
  if (made) return <MadeToken made={made} onAgain={() => setMade(null)} />;
  return (
    <SendingForm action={createTokenAction} onDone={setMade} className="max-w-xl outline-none">
      {({ busy, errors, message, values }) => (
        <div className="space-y-5">
          {message && (
            <Notice tone="danger" role="alert">
              {message}
            </Notice>
          )}
          <TextField
            name="name"
            label="Name"
            maxLength={60}
            autoComplete="off"
            defaultValue={values.name}
            hint="Which program, and where it runs."
            error={errors.name}
          />
          <fieldset aria-describedby={errors.scopes ? "scopes-error" : undefined}>
            <legend className="mb-2 text-sm font-medium">It may</legend>
            <div className="space-y-3">
              {apiScopes.map((scope) => (
                <Tick key={scope} name="scopes" value={scope}>
                  <span className="block font-mono text-sm">{scope}</span>
                  <span className="block text-sm text-ink-2">{scopeSentences[scope]}</span>
                </Tick>
              ))}
            </div>
            {errors.scopes && (
              <p id="scopes-error" className="mt-2 text-sm text-danger">
                {errors.scopes}
              </p>
            )}
          </fieldset>
          <Select
            name="lifeDays"
            label="It works for"
            choices={lives}
            defaultValue={values.lifeDays ?? "90"}
            error={errors.lifeDays}
          />
          <Button type="submit" look="primary" busy={busy}>
            Make token
          </Button>
        </div>
      )}
    </SendingForm>
  );
}

/** The one time that a token can be seen. */
function MadeToken({ made, onAgain }: { made: Made; onAgain: () => void }) {
  return (
    <Notice
      tone="ok"
      role="status"
      title={`${made.name}: copy its token now`}
      action={
        <Button size="sm" onClick={onAgain}>
          It is copied
        </Button>
      }
    >
      <p>
        We keep only a fingerprint of it, so this is the one time it can be seen. Put it where your program keeps
        secrets.
      </p>
      <p className="mt-3 flex items-center gap-2 rounded-md border border-line bg-surface py-1 pr-1 pl-3 text-ink">
        <code className="min-w-0 flex-1 font-mono text-sm break-all">{made.secret}</code>
        <CopyButton value={made.secret} label="Copy the token" />
      </p>
    </Notice>
  );
}
