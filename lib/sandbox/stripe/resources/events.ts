import { z } from "zod";
import { invalidRequest, missingResource } from "../api-failure";
import { bool, created, expand, object, page, readRange, text } from "../read-params";
import { pageOf, route } from "../route";
import type { Store } from "../store";

const keptSeconds = 30 * 86_400;

type EventRow = { body: string; isPending: boolean };

async function findEvents(
  store: Store,
  range: { gte?: number; lte?: number },
): Promise<(EventRow & { event: { id: string; type: string } })[]> {
  const oldest = Math.max(range.gte ?? 0, store.now - keptSeconds);
  const rows = await store.tx<EventRow[]>`
    select body::text, due_ms is not null as "isPending" from sandbox.stripe_events
    where created >= ${oldest} ${range.lte === undefined ? store.tx`` : store.tx`and created <= ${range.lte}`}
    order by seq desc limit 20000`;
  return rows.map((row) => ({ ...row, event: show(row) }));
}

function show(row: EventRow): { id: string; type: string } {
  return { ...(JSON.parse(row.body) as { id: string; type: string }), ...{ pending_webhooks: row.isPending ? 1 : 0 } };
}

/** `charge.*` and `*` stand for groups. */
function matchesType(pattern: string, type: string): boolean {
  return pattern === "*" || pattern === type || (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)));
}

export const eventRoutes = [
  route(
    "GET",
    "/v1/events",
    object({
      delivery_success: bool().optional(),
      type: text().optional(),
      types: z.array(text()).max(20).optional(),
      ...created,
      ...page,
      ...expand,
    }),
    async ({ store }, params) => {
      if (params.type && params.types)
        throw invalidRequest("You may only specify one of these parameters: type, types.", {
          code: "parameters_exclusive",
        });
      const wanted = params.types ?? (params.type ? [params.type] : ["*"]);
      const found = (await findEvents(store, readRange(params.created)))
        .filter((row) => wanted.some((pattern) => matchesType(pattern, row.event.type)))
        .filter((row) => params.delivery_success === undefined || row.isPending !== params.delivery_success);
      return pageOf(
        "/v1/events",
        found.map((row) => row.event),
        params,
      );
    },
  ),
  route("GET", "/v1/events/:id", object(expand), async ({ store, id }) => {
    const rows = await store.tx<EventRow[]>`
      select body::text, due_ms is not null as "isPending" from sandbox.stripe_events where id = ${id}`;
    if (!rows[0]) throw missingResource("event", id, "id", 404);
    return show(rows[0]);
  }),
];
