"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { noticeTopics, type TopicChoice } from "@/lib/notices/views";
import { savePreferencesAction } from "./actions";

export function TopicForm({ choices }: { choices: TopicChoice[] }) {
  const [state, submit, busy] = useActionState(savePreferencesAction, null);
  const wanted = new Map(choices.map((choice) => [choice.topic, choice.wanted]));
  return (
    <form action={submit} className="space-y-5" key={JSON.stringify(choices)}>
      {state?.ok && (
        <Notice tone="ok" role="status">
          Saved.
        </Notice>
      )}
      {state?.ok === false && (
        <Notice tone="danger" role="alert">
          {state.message}
        </Notice>
      )}
      <ul className="divide-y divide-line">
        {noticeTopics
          .filter(({ topic }) => wanted.has(topic))
          .map(({ topic, title, about, lost }) => (
            <li key={topic} className="py-3 first:pt-0">
              <Switch name="wanted[]" value={topic} defaultChecked={wanted.get(topic)}>
                <span className="block font-medium">{title}</span>
                <span className="block max-w-prose text-ink-2">{about}</span>
                <span className="block max-w-prose text-sm text-ink-3">Without it: {lost}</span>
              </Switch>
            </li>
          ))}
      </ul>
      <Button type="submit" look="primary" busy={busy}>
        Save what you want
      </Button>
    </form>
  );
}
