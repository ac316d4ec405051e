import type { Sql } from "postgres";
import { ApiFailure } from "./api-failure";

/** The account behind `Authorization: Bearer <key>`. */
export async function authenticate(sql: Sql, request: Request): Promise<string> {
  const key = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  const [account] = key ? await sql`select id from sandbox.accounts where api_key = ${key}` : [];
  if (!account) throw new ApiFailure(401, "unauthorised", "The API key is not known.");
  return account.id as string;
}
