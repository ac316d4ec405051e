import { z } from "zod";
import { invalidRequest } from "../api-failure";
import { closeDispute, isClosed } from "../create-dispute";
import { bool, created, emptyable, expand, metadata, object, page, readRange, text } from "../read-params";
import { pageOf, route } from "../route";
import { mergeMetadata } from "./customers";

export const disputeRoutes = [
  route(
    "GET",
    "/v1/disputes",
    object({ charge: text().optional(), payment_intent: text().optional(), ...created, ...page, ...expand }),
    async ({ store }, params) => {
      const rows = await store.list("dispute", {
        ...(params.payment_intent ? { paymentIntent: params.payment_intent } : {}),
        ...readRange(params.created),
      });
      const found = rows.map((row) => row.object).filter((one) => !params.charge || one.charge === params.charge);
      return pageOf("/v1/disputes", found, params);
    },
  ),
  route("GET", "/v1/disputes/:id", object(expand), async ({ store, id }) => (await store.get("dispute", id)).object),
  route(
    "POST",
    "/v1/disputes/:id",
    object({
      // Texts only: the sandbox keeps no files.
      evidence: z.record(z.string(), z.string()).optional(),
      metadata: emptyable(metadata()).optional(),
      submit: bool().optional(),
      ...expand,
    }),
    async ({ store, id }, params) => {
      const row = await store.get("dispute", id, { lock: true });
      const dispute = row.object;
      if (params.evidence) {
        if (isClosed(dispute)) throw invalidRequest("This dispute is already closed.");
        Object.assign(dispute.evidence, params.evidence);
        dispute.evidence_details.has_evidence = true;
      }
      dispute.metadata = mergeMetadata(dispute.metadata, params.metadata);
      const isAnswered = params.evidence !== undefined && params.submit !== false;
      if (isAnswered) {
        dispute.evidence_details.submission_count += 1;
        dispute.status = dispute.status.startsWith("warning_") ? "warning_under_review" : "under_review";
        row.dueMs = null;
      }
      await store.put("dispute", row);
      await store.emit("charge.dispute.updated", dispute);
      // The two texts by which Stripe's test mode decides.
      const said = params.evidence?.uncategorized_text;
      if (isAnswered && said === "winning_evidence") await closeDispute(store, row, "won");
      if (isAnswered && said === "losing_evidence") await closeDispute(store, row, "lost");
      return dispute;
    },
  ),
  route("POST", "/v1/disputes/:id/close", object(expand), async ({ store, id }) => {
    const row = await store.get("dispute", id, { lock: true });
    await closeDispute(store, row, "lost");
    return row.object;
  }),
];
