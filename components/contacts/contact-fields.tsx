"use client";

import { type Choice, Select, TextField } from "@/components/ui/field";
import type { Question } from "@/lib/tlds/contact-fields/questions";
import type { AskShape, ContactShape } from "./contact-shape";
import { useContactShape } from "./use-contact-shape";

type Values = Record<string, string | undefined>;

function QuestionField({
  question,
  value,
  error,
  countries,
}: {
  question: Question;
  value?: string;
  error?: string;
  countries: Choice[];
}) {
  const name = `extra.${question.key}`;
  const frame = {
    name,
    label: question.label,
    hint: `${question.why} Asked by ${question.tlds.map((tld) => `.${tld}`).join(", ")}.`,
    error,
    optional: question.optional,
    defaultValue: value ?? "",
  };
  if (question.kind === "choice" || question.kind === "country") {
    const options = question.kind === "country" ? countries : question.options;
    return <Select {...frame} choices={[{ value: "", label: "Choose" }, ...options]} />;
  }
  if (question.kind === "date") return <TextField {...frame} placeholder="1985-12-31" inputMode="numeric" />;
  return <TextField {...frame} placeholder={question.example ?? undefined} />;
}

/** The questions that registries ask beyond name and address, each with why. */
export function Questions({
  questions,
  values,
  errors,
  countries,
}: {
  questions: Question[];
  values: Values;
  errors: Record<string, string>;
  countries: Choice[];
}) {
  if (questions.length === 0) return null;
  return (
    <fieldset className="grid gap-4 sm:col-span-6 sm:grid-cols-2">
      <legend className="mb-3 text-base font-semibold">What the registries ask</legend>
      {questions.map((question) => (
        <QuestionField
          key={question.key}
          question={question}
          value={values[`extra.${question.key}`]}
          error={errors[`extra.${question.key}`]}
          countries={countries}
        />
      ))}
    </fieldset>
  );
}

/**
 * Name and address of a registrant. The country decides which fields there are; with `tlds` the registries' own
 * questions follow. Field names are those of the contact, `extra.KEY` for answers.
 */
export function ContactFields({
  values,
  errors,
  countries,
  tlds,
  initialShape,
  askShape,
}: {
  values: Values;
  errors: Record<string, string>;
  countries: Choice[];
  tlds: string[];
  initialShape: ContactShape;
  askShape: AskShape;
}) {
  const { root, shape, asking, listen } = useContactShape({ initial: initialShape, ask: askShape, tlds });
  const { state, postalCode } = shape.address;
  const field = (name: string) => ({ name, error: errors[name], defaultValue: values[name] ?? "" });
  return (
    <div ref={root} aria-busy={asking || undefined} className="grid gap-4 sm:grid-cols-6" {...listen}>
      <TextField {...field("firstName")} label="First name" autoComplete="given-name" className="sm:col-span-3" />
      <TextField {...field("lastName")} label="Last name" autoComplete="family-name" className="sm:col-span-3" />
      <TextField
        {...field("organisation")}
        label="Organisation"
        optional
        autoComplete="organization"
        hint="With an organisation, the organisation is the holder of the name."
        className="sm:col-span-6"
      />
      <TextField
        {...field("email")}
        type="email"
        label="E-mail"
        autoComplete="email"
        hint="Registries send a link here that must be clicked."
        className="sm:col-span-3"
      />
      <TextField
        {...field("phone")}
        type="tel"
        label="Phone with country"
        autoComplete="tel"
        placeholder="+49 30 1234567"
        className="sm:col-span-3"
      />
      <Select
        key={`country-${values.country ?? ""}`}
        {...field("country")}
        label="Country"
        autoComplete="country"
        choices={[{ value: "", label: "Choose a country" }, ...countries]}
        className="sm:col-span-6"
      />
      <TextField {...field("addressLine1")} label="Address" autoComplete="address-line1" className="sm:col-span-6" />
      <TextField
        {...field("addressLine2")}
        label="Address, second line"
        optional
        autoComplete="address-line2"
        className="sm:col-span-6"
      />
      {postalCode && (
        <TextField
          {...field("postalCode")}
          label={postalCode.label}
          optional={!postalCode.required}
          autoComplete="postal-code"
          placeholder={postalCode.example ?? undefined}
          className="sm:col-span-2"
        />
      )}
      <TextField
        {...field("city")}
        label="City"
        autoComplete="address-level2"
        className={postalCode ? "sm:col-span-4" : "sm:col-span-6"}
      />
      {state && (
        <Select
          key={`state-${values.state ?? ""}`}
          {...field("state")}
          label={state.label}
          autoComplete="address-level1"
          choices={[
            { value: "", label: `Choose a ${state.label.toLowerCase()}` },
            ...state.options.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          className="sm:col-span-6"
        />
      )}
      <Questions questions={shape.questions} values={values} errors={errors} countries={countries} />
    </div>
  );
}
