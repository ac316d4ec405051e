import { classNames } from "@/components/ui/class-names";
import type { ApiSchema } from "./document";
import { descriptionOf, innerFields, typeWords } from "./type-words";

/** The fields of a schema, one below the other, with those inside of them set in. */
export function FieldList({ schema, optionalWord = "optional" }: { schema: ApiSchema; optionalWord?: string }) {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {Object.entries(schema.properties ?? {}).map(([name, field]) => (
        <FieldRow
          key={name}
          name={name}
          field={field}
          note={schema.required?.includes(name) ? undefined : optionalWord}
        />
      ))}
    </dl>
  );
}

export function FieldRow({ name, field, note }: { name: string; field: ApiSchema; note?: string }) {
  const description = descriptionOf(field);
  const inner = field.$ref ? null : innerFields(field);
  return (
    <div className="gap-6 py-2.5 sm:grid sm:grid-cols-[12rem_minmax(0,1fr)]">
      <dt className="font-mono text-sm break-all">{name}</dt>
      <dd className="min-w-0 text-sm text-ink-2">
        <p>
          <TypeName schema={field} />
          {note && <span className="text-ink-3"> · {note}</span>}
          {field.default !== undefined && (
            <span className="text-ink-3">
              {" "}
              · <span className="font-mono">{String(field.default)}</span> when left out
            </span>
          )}
        </p>
        {description && <p className="mt-0.5">{description}</p>}
        {inner && (
          <div className="mt-2">
            <FieldList schema={inner} />
          </div>
        )}
      </dd>
    </div>
  );
}

/** Such as `Money or null` or `list of Domain`, leading to the schema where it has a name. */
export function TypeName({ schema }: { schema: ApiSchema }) {
  const { words, names, list, nullable } = typeWords(schema);
  const isChoice = words.includes(" | ");
  return (
    <>
      {list && "list of "}
      {names ? (
        <a href={`#${names}`} className="link text-ink">
          {words}
        </a>
      ) : (
        <span className={classNames("text-ink", isChoice && "font-mono break-words")}>{words}</span>
      )}
      {nullable && " or null"}
    </>
  );
}
