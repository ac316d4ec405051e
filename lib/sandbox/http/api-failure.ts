/** A refusal that a sandbox API words itself: `{"error":{"code","message",…}}` with this status. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  toResponse(): Response {
    const { code, message, details } = this;
    return Response.json({ error: { code, message, ...details } }, { status: this.status, headers: this.headers });
  }
}
