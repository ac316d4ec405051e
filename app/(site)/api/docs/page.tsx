import type { Metadata, Route } from "next";
import Link from "next/link";
import { CodeBlock } from "@/components/api-docs/code-block";
import type { ApiDocument } from "@/components/api-docs/document";
import { EndpointSection } from "@/components/api-docs/endpoint-section";
import { FieldList } from "@/components/api-docs/field-list";
import { PageHead } from "@/components/ui/page-head";
import { openApiDocument } from "@/lib/api/openapi-document";
import { problemKinds } from "@/lib/api/problem";
import { apiScopes, scopeSentences } from "@/lib/api/scopes";
import { appUrl } from "@/lib/kernel/env";
import { getSettings } from "@/lib/settings/get-settings";
import { Basics } from "./basics";

export const metadata: Metadata = {
  title: "REST interface",
  description: "What a program can do for your shop: read names, renew them, move them here, pay invoices.",
};

export default async function ApiDocsPage() {
  const { platformName } = await getSettings();
  const document = openApiDocument({ name: platformName, url: appUrl() }) as unknown as ApiDocument;
  const server = document.servers[0]?.url ?? "";
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  const contents = [
    { title: "Basics", links: [...basics] },
    ...tags.map((tag) => ({
      title: tag,
      links: operations
        .filter(({ operation }) => operation.tags.includes(tag))
        .map(({ operation }) => ({ id: operation.operationId, label: operation.summary })),
    })),
    { title: "Schemas", links: Object.keys(document.components.schemas).map((name) => ({ id: name, label: name })) },
  ];
  return (
    <div className="pt-8 md:pt-12">
      <PageHead title="REST interface">
        What a program can do for your shop. The same as{" "}
        <a href="/api/v1/openapi.json" className="link">
          one OpenAPI 3.1 document
        </a>
        , for your generator.
      </PageHead>
      <div className="gap-12 lg:grid lg:grid-cols-[13rem_minmax(0,1fr)]">
        <Contents groups={contents} />
        <div className="min-w-0 space-y-14">
          <section id="start" aria-label="Start" className="scroll-mt-6 space-y-4">
            <h2 className="display text-xl">Start</h2>
            <p className="max-w-prose text-ink-2">
              Make a token in{" "}
              <Link href={"/settings/tokens" as Route} className="link">
                your settings
              </Link>{" "}
              and send it with each request. A token does what its scopes allow, and never more than the person may who
              made it.
            </p>
            <CodeBlock
              label="A first request"
              code={`curl ${server}/domains \\\n  -H "Authorization: Bearer $NAMEPLATE_TOKEN"`}
            />
            <dl className="divide-y divide-line border-y border-line">
              {apiScopes.map((scope) => (
                <div key={scope} className="gap-6 py-2.5 sm:grid sm:grid-cols-[12rem_minmax(0,1fr)]">
                  <dt className="font-mono text-sm">{scope}</dt>
                  <dd className="text-sm text-ink-2">{scopeSentences[scope]}</dd>
                </div>
              ))}
            </dl>
          </section>
          <Basics problems={Object.entries(problemKinds).map(([code, kind]) => ({ code, ...kind }))} />
          {tags.map((tag) => (
            <section key={tag} aria-label={tag} className="space-y-12">
              <h2 className="display text-xl">{tag}</h2>
              {operations
                .filter(({ operation }) => operation.tags.includes(tag))
                .map(({ path, method, operation }) => (
                  <EndpointSection
                    key={operation.operationId}
                    server={server}
                    method={method}
                    path={path}
                    operation={operation}
                  />
                ))}
            </section>
          ))}
          <section aria-label="Schemas" className="space-y-10">
            <h2 className="display text-xl">Schemas</h2>
            {Object.entries(document.components.schemas).map(([name, schema]) => (
              <section key={name} id={name} aria-label={name} className="scroll-mt-6">
                <h3 className="mb-2 text-lg font-semibold">{name}</h3>
                <FieldList schema={schema} />
              </section>
            ))}
          </section>
        </div>
      </div>
    </div>
  );
}

const basics = [
  { id: "start", label: "Start" },
  { id: "keys", label: "Sending twice" },
  { id: "pages", label: "Long lists" },
  { id: "limits", label: "Limits" },
  { id: "problems", label: "Problems" },
] as const;

function Contents({ groups }: { groups: { title: string; links: { id: string; label: string }[] }[] }) {
  return (
    <nav
      aria-label="On this page"
      className="mb-10 max-h-[calc(100dvh-3rem)] overflow-y-auto text-sm lg:sticky lg:top-6 lg:mb-0 lg:self-start"
    >
      <div className="grid gap-6 sm:grid-cols-3 lg:grid-cols-1">
        {groups.map(({ title, links }) => (
          <div key={title}>
            <p className="mb-1 font-medium">{title}</p>
            <ul>
              {links.map(({ id, label }) => (
                <li key={id}>
                  <a href={`#${id}`} className="block rounded-sm py-1 text-ink-2 hover:text-ink">
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}
