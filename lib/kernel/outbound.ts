import { faultPoint } from "./fault";

/**
 * The one way out of the process over HTTP: SDKs and adapters are given a fetch made here. `label` names the port in fault
 * points (`out:stripe:before`, `out:stripe:after`); `after` fires when the reply is there but nobody has seen it yet.
 */
export function outboundFetch(label: string): typeof fetch {
  return async (input, init) => {
    const before = await faultPoint(`out:${label}:before`);
    if (before instanceof Response) return before;
    if (before === "twice") await (await fetch(input, init)).arrayBuffer();
    const response = await fetch(input, init);
    const after = await faultPoint(`out:${label}:after`);
    return after instanceof Response ? after : response;
  };
}
