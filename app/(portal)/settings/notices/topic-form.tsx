"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { noticeTopics, type TopicChoice } from "@/lib/notices/views";
import { savePreferencesAction } from "./actions";

export function TopicForm({ choices }: { choices: TopicChoice[] }) {
  const [state, submit, busy] = useActionState(savePreferencesAction, null);
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
        {choices.map(({ topic, wanted }) => {
          const { title, about, lost } = noticeTopics.find((each) => each.topic === topic)!;
          return (
            <li key={topic} className="py-3 first:pt-0">
              <Switch name="wanted[]" value={topic} defaultChecked={wanted}>
                <span className="block font-medium">{title}</span>
                <span className="block max-w-prose text-ink-2">{about}</span>
                <span className="block max-w-prose text-sm text-ink-3">Without it: {lost}</span>
              </Switch>
            </li>
          );
        })}
      </ul>
      <Button type="submit" look="primary" busy={busy}>
        Save what you want
      </Button>
    </form>
  );
}
