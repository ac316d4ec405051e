"use client";

import { type FocusEvent, type FormEvent, useRef, useState, useTransition } from "react";
import type { AskShape, ContactShape } from "./contact-shape";

/**
 * Keeps a contact form's shape true to what was typed: a change of country, of organisation or of an answer asks anew what
 * the form must hold. `fixed` is for a contact that is chosen rather than typed.
 */
export function useContactShape({
  initial,
  ask,
  tlds,
  fixed,
}: {
  initial: ContactShape;
  ask: AskShape;
  tlds: string[];
  fixed?: { country: string; organisation: string | null };
}) {
  const root = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState(initial);
  const [asking, start] = useTransition();
  const lastAsked = useRef("");

  const reshape = () => {
    const read = (name: string) =>
      root.current?.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)?.value.trim() ?? "";
    const input = {
      ...(fixed ?? { country: read("country"), organisation: read("organisation") || null }),
      extra: Object.fromEntries(shape.questions.map(({ key }) => [key, read(`extra.${key}`)])),
      tlds,
    };
    const asked = JSON.stringify(input);
    if (asked === lastAsked.current) return;
    lastAsked.current = asked;
    start(async () => {
      const outcome = await ask(input);
      if (outcome.ok && lastAsked.current === asked) setShape(outcome.data);
    });
  };
  const listen = {
    onChange: (event: FormEvent<HTMLDivElement>) => {
      if (event.target instanceof HTMLSelectElement && event.target.name !== "state") reshape();
    },
    onBlur: (event: FocusEvent<HTMLDivElement>) => {
      if (event.target instanceof HTMLInputElement && /^(organisation$|extra\.)/.test(event.target.name)) reshape();
    },
  };
  return { root, shape, asking, listen };
}
