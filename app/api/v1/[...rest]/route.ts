import { ApiRefusal } from "@/lib/api/problem";
import { newId } from "@/lib/kernel/ids";
import { problemAnswer } from "../problem-answer";

/** An address that is no endpoint, so that a program gets a problem and not a page. */
function nothingHere(): Response {
  const requestId = newId("request");
  const error = new ApiRefusal(
    "not_found",
    "There is no such endpoint. Nothing was changed or charged. See /api/docs.",
  );
  const { status, body, headers } = problemAnswer(error, requestId, "");
  return Response.json(body, {
    status,
    headers: { ...headers, "x-request-id": requestId, "cache-control": "no-store" },
  });
}

export const GET = nothingHere;
export const POST = nothingHere;
export const PUT = nothingHere;
export const PATCH = nothingHere;
export const DELETE = nothingHere;
