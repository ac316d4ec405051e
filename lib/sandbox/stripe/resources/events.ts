import { z } from "zod";
import { invalidRequest, missingResource } from "../api-failure";
import { bool, created, expand, object, page, readRange, text } from "../read-params";
import { listOf, pageOf, route } from "../route";
import type { Store } from "../store";

const keptSeconds = 30 * 86_400;

type EventRow = { body: string; isPending: boolean };

type EventFilter = { gte?: number; lte?: number; after?: string | undefined; limit: number };

async function findEvents(
  store: Store,
  filter: EventFilter,
): Promise<(EventRow & { event: { id: string; type: string } })[]> {
  const { tx } = store;
  const oldest = Math.max(filter.gte ?? 0, store.now - keptSeconds);
  const rows = await tx<EventRow[]>`
    select body::text, due_ms is not null as "isPending" from sandbox.stripe_events
    where created >= ${oldest} ${filter.lte === undefined ? tx`` : tx`and created <= ${filter.lte}`}
      ${filter.after ? tx`and seq < (select seq from sandbox.stripe_events where id = ${filter.after})` : tx``}
    order by seq desc limit ${filter.limit}`;
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
      const isPlain = !params.type && !params.types && !params.ending_before && params.delivery_success === undefined;
      if (isPlain) {
        const limit = params.limit ?? 10;
        const wanted = { ...readRange(params.created), after: params.starting_after, limit: limit + 1 };
        const shown = (await findEvents(store, wanted)).map((row) => row.event);
        return listOf("/v1/events", shown.slice(0, limit), shown.length > limit);
      }
      const wanted = params.types ?? (params.type ? [params.type] : ["*"]);
      const found = (await findEvents(store, { ...readRange(params.created), limit: 20_000 }))
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
