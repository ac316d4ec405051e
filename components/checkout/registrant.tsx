"use client";

import { useState } from "react";
import { ContactFields, Questions } from "@/components/contacts/contact-fields";
import type { AskShape, ContactShape } from "@/components/contacts/contact-shape";
import { ContactSummary } from "@/components/contacts/contact-summary";
import { useContactShape } from "@/components/contacts/use-contact-shape";
import { classNames } from "@/components/ui/class-names";
import type { Choice } from "@/components/ui/field";
import type { FormState } from "@/components/ui/sending-form";
import type { ContactView } from "@/lib/contacts/contact-view";

export type RegistrantOption = { contact: ContactView; shape: ContactShape };

const card = classNames(
  "flex gap-4 rounded-lg border border-line bg-surface p-4 transition-colors hover:border-edge",
  "has-[:checked]:border-ink has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-focus",
);
const radio =
  "mt-1 size-4 shrink-0 appearance-none rounded-full border border-edge outline-none checked:border-[5px] checked:border-ink";

function ChosenQuestions({
  option,
  tlds,
  askShape,
  countries,
  form,
}: {
  option: RegistrantOption;
  tlds: string[];
  askShape: AskShape;
  countries: Choice[];
  form: FormState;
}) {
  const { contact } = option;
  const { root, shape, listen } = useContactShape({
    initial: option.shape,
    ask: askShape,
    tlds,
    fixed: { country: contact.country, organisation: contact.organisation },
  });
  if (shape.questions.length === 0) return null;
  const kept = Object.fromEntries(Object.entries(contact.extra).map(([key, value]) => [`extra.${key}`, value]));
  return (
    <div ref={root} {...listen} className="mt-6">
      <Questions
        questions={shape.questions}
        values={{ ...kept, ...form.values }}
        errors={form.errors}
        countries={countries}
      />
    </div>
  );
}

/** Who the names are registered to: the contact book first, a new contact otherwise, and what the registries ask of either. */
export function Registrant({
  options,
  tlds,
  email,
  emptyShape,
  askShape,
  countries,
  form,
}: {
  options: RegistrantOption[];
  tlds: string[];
  email: string;
  emptyShape: ContactShape;
  askShape: AskShape;
  countries: Choice[];
  form: FormState;
}) {
  const [chosen, setChosen] = useState(options[0]?.contact.id ?? "new");
  const option = options.find((entry) => entry.contact.id === chosen);
  const addressErrors = Object.entries(form.errors).filter(
    ([field]) => !field.startsWith("extra.") && field !== "form",
  );
  return (
    <section aria-labelledby="registrant">
      <h2 id="registrant" className="mb-1 text-lg font-semibold">
        Registered to
      </h2>
      <p className="mb-4 max-w-prose text-ink-2">The holder of the name in the registry's books.</p>
      {options.length > 0 && (
        <fieldset className="space-y-2">
          <legend className="sr-only">Contact</legend>
          {options.map(({ contact }) => (
            <label key={contact.id} className={card}>
              <input
                type="radio"
                name="contactId"
                value={contact.id}
                checked={chosen === contact.id}
                onChange={() => setChosen(contact.id)}
                className={radio}
              />
              <ContactSummary contact={contact} />
            </label>
          ))}
          <label className={card}>
            <input
              type="radio"
              name="contactId"
              value="new"
              checked={chosen === "new"}
              onChange={() => setChosen("new")}
              className={radio}
            />
            <span className="text-base font-medium">Somebody else</span>
          </label>
        </fieldset>
      )}
      {options.length === 0 && <input type="hidden" name="contactId" value="new" />}
      {option && (
        <>
          <ChosenQuestions
            key={chosen}
            option={option}
            tlds={tlds}
            askShape={askShape}
            countries={countries}
            form={form}
          />
          {addressErrors.length > 0 && (
            <ul className="mt-3 space-y-1 text-sm text-danger">
              {addressErrors.map(([field, message]) => (
                <li key={field}>{message}</li>
              ))}
            </ul>
          )}
        </>
      )}
      {chosen === "new" && (
        <div className={options.length > 0 ? "mt-6" : undefined}>
          <ContactFields
            values={{ email, ...form.values }}
            errors={form.errors}
            countries={countries}
            tlds={tlds}
            initialShape={emptyShape}
            askShape={askShape}
          />
        </div>
      )}
    </section>
  );
}
