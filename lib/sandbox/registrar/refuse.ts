import { ApiFailure } from "../http/api-failure";

/** A refusal that proves nothing was done; `field` is what to correct. */
export function refuse(code: string, message: string, field?: string): ApiFailure {
  return new ApiFailure(422, code, message, field === undefined ? {} : { field });
}
