import type { Ctx } from "@/lib/kernel/context";
import { authenticate } from "./authenticate";
import { createSession, type NewSession } from "./create-session";
import type { Device } from "./device";

export async function signIn(
  ctx: Ctx,
  input: { email: string; password: string },
  device: Device,
): Promise<NewSession> {
  return createSession(ctx, await authenticate(ctx, input, device), device);
}
