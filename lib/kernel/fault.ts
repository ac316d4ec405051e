/**
 * A place at which a process may die or an outside party may misbehave. Transactions, steps and every outbound call pass
 * through one, so the fault suite can reach each of them; in production nothing is installed and this returns at once.
 */
export type FaultHook = (point: string) => Promise<FaultEffect> | FaultEffect;

/** Nothing; a reply to be had instead of the real one; or the request delivered twice. */
export type FaultEffect = Response | "twice" | undefined;

const store = globalThis as { nameplateFaultHook?: FaultHook };

export function installFaultHook(hook: FaultHook | undefined): void {
  if (hook) store.nameplateFaultHook = hook;
  else delete store.nameplateFaultHook;
}

export async function faultPoint(point: string): Promise<FaultEffect> {
  return store.nameplateFaultHook?.(point);
}
