import { type Column, DataTable } from "@/components/ui/data-table";
import type { RecordSetView } from "@/lib/domains/views";

function ttl(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  if (seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}

/** The records of a zone as they stand. The apex is `@`, its full name on hover. */
export function RecordTable({ zoneName, records }: { zoneName: string; records: RecordSetView[] }) {
  const relative = (name: string) => {
    const bare = name.replace(/\.$/, "");
    if (bare === zoneName || bare === "@" || bare === "") return "@";
    return bare.endsWith(`.${zoneName}`) ? bare.slice(0, -zoneName.length - 1) : bare;
  };
  const columns: Column<RecordSetView>[] = [
    {
      key: "type",
      head: "Type",
      width: "w-20",
      card: "title",
      cell: (row) => <span className="font-mono text-sm font-medium">{row.type}</span>,
    },
    {
      key: "name",
      head: "Name",
      width: "w-48",
      cell: (row) => (
        <span className="font-mono text-sm break-all" title={row.name}>
          {relative(row.name)}
        </span>
      ),
    },
    {
      key: "value",
      head: "Value",
      cell: (row) => (
        <span className="block py-1 font-mono text-sm break-all">
          {row.values.map((value) => (
            <span key={value} className="block">
              {value}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: "managed",
      head: "Kept by",
      width: "w-28",
      cell: (row) => <span className="text-sm text-ink-3">{row.managed ? "platform" : "you"}</span>,
    },
    {
      key: "ttl",
      head: "TTL",
      align: "right",
      width: "w-20",
      cell: (row) => <span className="text-sm">{ttl(row.ttlSeconds)}</span>,
    },
  ];
  return (
    <DataTable
      caption={`Records of ${zoneName}`}
      columns={columns}
      rows={records}
      rowKey={(row) => `${row.name} ${row.type}`}
    />
  );
}
