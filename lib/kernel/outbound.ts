import { faultPoint } from "./fault";

/**
 * The one way out of the process over HTTP: SDKs and adapters are given a fetch made here. `label` names the port in fault
 * points (`out:stripe:before`, `out:stripe:after`); `after` fires when the reply is there but nobody has seen it yet.
 */
export function outboundFetch(label: string): typeof fetch {
  return async (input, init) => {
    await faultPoint(`out:${label}:before`);
    const response = await fetch(input, init);
    await faultPoint(`out:${label}:after`);
    return response;
  };
}
