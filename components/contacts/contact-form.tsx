"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { Button, ButtonLink } from "@/components/ui/button";
import type { Choice } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";
import { toast } from "@/components/ui/toast";
import { ContactFields } from "./contact-fields";
import type { AskShape, ContactShape } from "./contact-shape";

/** One contact to add or change, on a page of its own. */
export function ContactForm({
  values,
  hidden,
  countries,
  tlds = [],
  shape,
  askShape,
  action,
  submit,
  saved,
  backHref,
}: {
  values: Record<string, string>;
  /** Sent along unseen, such as the id of what is changed. */
  hidden?: Record<string, string>;
  countries: Choice[];
  tlds?: string[];
  shape: ContactShape;
  askShape: AskShape;
  action: FormAction<unknown>;
  submit: string;
  /** What the toast says afterwards. */
  saved: string;
  backHref: Route;
}) {
  const router = useRouter();
  return (
    <SendingForm
      action={action}
      className="max-w-2xl outline-none"
      onDone={() => {
        toast(saved);
        router.push(backHref);
        router.refresh();
      }}
    >
      {({ busy, errors, message, values: typed }) => (
        <>
          {Object.entries(hidden ?? {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {message && (
            <div className="mb-6">
              <Notice tone="danger" role="alert">
                {message}
              </Notice>
            </div>
          )}
          <ContactFields
            values={{ ...values, ...typed }}
            errors={errors}
            countries={countries}
            tlds={tlds}
            initialShape={shape}
            askShape={askShape}
          />
          <div className="mt-8 flex flex-wrap gap-3">
            <Button type="submit" look="primary" busy={busy}>
              {submit}
            </Button>
            <ButtonLink href={backHref} look="quiet">
              Back without saving
            </ButtonLink>
          </div>
        </>
      )}
    </SendingForm>
  );
}
