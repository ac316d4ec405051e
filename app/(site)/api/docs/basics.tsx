import { apiLimits } from "@/lib/api/limits";

/** What holds for every request. */
export function Basics({ problems }: { problems: { code: string; status: number; title: string }[] }) {
  return (
    <>
      <section id="keys" aria-label="Sending twice" className="max-w-prose scroll-mt-6 space-y-3 text-ink-2">
        <h2 className="display text-xl text-ink">Sending twice</h2>
        <p>
          Send an <Code>Idempotency-Key</Code> with everything but a read: a UUID, new for each thing you want done.
          When an answer is lost, send the same request with the same key. It is not done again, and you get the first
          answer, marked <Code>Idempotency-Replayed: true</Code>, for a day.
        </p>
        <p>
          Another request under a used key is refused (422). While the first is at work, the answer is 409: ask again in
          a few seconds. Answers that say “try again” (409, 429, 5xx) are not kept.
        </p>
      </section>
      <section id="pages" aria-label="Long lists" className="max-w-prose scroll-mt-6 space-y-3 text-ink-2">
        <h2 className="display text-xl text-ink">Long lists</h2>
        <p>
          A list has <Code>data</Code> and <Code>next_cursor</Code>. Ask again with <Code>after</Code> set to it, or
          follow <Code>rel="next"</Code> of the <Code>Link</Code> header, until it is null. What is added meanwhile does
          not shift pages.
        </p>
      </section>
      <section id="limits" aria-label="Limits" className="max-w-prose scroll-mt-6 space-y-3 text-ink-2">
        <h2 className="display text-xl text-ink">Limits</h2>
        <p>
          A token may read {apiLimits.read.capacity} times a minute and do {apiLimits.write.capacity} other things.{" "}
          <Code>RateLimit</Code> says what is left now, <Code>RateLimit-Policy</Code> the whole; a 429 says with{" "}
          <Code>Retry-After</Code> how many seconds to wait.
        </p>
      </section>
      <section id="problems" aria-label="Problems" className="scroll-mt-6 space-y-3 text-ink-2">
        <h2 className="display text-xl text-ink">Problems</h2>
        <p className="max-w-prose">
          Every refusal is <Code>application/problem+json</Code> (RFC 9457). <Code>code</Code> is for programs,{" "}
          <Code>detail</Code> for people: what happened, what it means for the money, what to do. <Code>errors</Code>{" "}
          names each wrong field, and <Code>request_id</Code> is what to quote when you ask us.
        </p>
        <dl className="divide-y divide-line border-y border-line">
          {problems.map(({ code, status, title }) => (
            <div key={code} id={code} className="scroll-mt-6 gap-6 py-2.5 sm:grid sm:grid-cols-[12rem_minmax(0,1fr)]">
              <dt className="font-mono text-sm text-ink">
                <span className="figures">{status}</span> {code}
              </dt>
              <dd className="text-sm">{title}.</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-sm text-ink">{children}</code>;
}
