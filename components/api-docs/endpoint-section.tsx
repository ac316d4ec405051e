import { CodeBlock } from "./code-block";
import { curlLine } from "./curl-line";
import type { ApiOperation } from "./document";
import { FieldList, FieldRow, TypeName } from "./field-list";

/** One operation: what it does, what it takes and what it answers. */
export function EndpointSection({
  server,
  method,
  path,
  operation,
}: {
  server: string;
  method: string;
  path: string;
  operation: ApiOperation;
}) {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const given = operation.parameters.filter((each) => each.in !== "header");
  return (
    <section id={operation.operationId} aria-labelledby={`${operation.operationId}-title`} className="scroll-mt-6">
      <h3 id={`${operation.operationId}-title`} className="text-lg font-semibold">
        {operation.summary}
      </h3>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <code className="font-mono text-sm break-all">
          <span className="font-semibold">{method.toUpperCase()}</span> {path}
        </code>
        <span className="text-sm text-ink-3">
          needs <span className="font-mono">{operation.security[0]?.token[0]}</span>
        </span>
      </p>
      {operation.description && <p className="mt-3 max-w-prose text-ink-2">{operation.description}</p>}
      <div className="mt-4 space-y-5">
        <CodeBlock label={`${operation.summary} with curl`} code={curlLine(server, method, path, operation)} />
        {given.length > 0 && (
          <Part title="Parameters">
            <dl className="divide-y divide-line border-y border-line">
              {given.map(({ name, schema, description, required }) => (
                <FieldRow
                  key={name}
                  name={name}
                  field={{ ...schema, description }}
                  note={required ? "in the path" : "optional"}
                />
              ))}
            </dl>
          </Part>
        )}
        {body && (
          <Part title="Body">
            <FieldList schema={body} />
          </Part>
        )}
        <Part title="Answers">
          <dl className="divide-y divide-line border-y border-line">
            {Object.entries(operation.responses).map(([status, { description, content }]) => (
              <Answer key={status} status={status} description={description} content={content} />
            ))}
          </dl>
        </Part>
      </div>
    </section>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h4 className="mb-2 text-sm font-medium text-ink-3">{title}</h4>
      {children}
    </div>
  );
}

function Answer({ status, description, content }: { status: string } & ApiOperation["responses"][string]) {
  const schema = content["application/json"]?.schema;
  return (
    <div className="gap-6 py-2.5 sm:grid sm:grid-cols-[3rem_minmax(0,1fr)]">
      <dt className="figures font-mono text-sm">{status}</dt>
      <dd className="min-w-0 text-sm text-ink-2">
        <p>
          {description}
          {schema?.$ref && (
            <>
              {" "}
              <TypeName schema={schema} />
            </>
          )}
        </p>
        {schema?.properties && (
          <div className="mt-2">
            <FieldList schema={schema} />
          </div>
        )}
      </dd>
    </div>
  );
}
