type SdkContext = {
  execution?: { ctx?: { requestId?: string }; executingStep?: { hashedId?: string } };
};

/**
 * The call of a function, and the step, within which this code runs. Read where the SDK itself keeps it for other libraries;
 * a context of our own would have to be carried through each of its many promises, a tenth of the time that a step takes.
 */
export function sdkContext(): { callId: string; stepId: string | undefined } | undefined {
  const key = Symbol.for("inngest:als");
  const { resolved } = (globalThis as { [key]?: { resolved?: { getStore(): SdkContext | undefined } } })[key] ?? {};
  const execution = resolved?.getStore()?.execution;
  const callId = execution?.ctx?.requestId;
  return callId === undefined ? undefined : { callId, stepId: execution?.executingStep?.hashedId };
}
