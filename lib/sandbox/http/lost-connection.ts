/**
 * Thrown by a handler that wants the caller to get nothing at all: the server cuts the connection. A TypeError, because
 * that is what fetch reports, so callers in the same process see the same.
 */
export class LostConnection extends TypeError {
  constructor() {
    super("fetch failed");
  }
}
