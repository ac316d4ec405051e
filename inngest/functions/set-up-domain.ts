import type { Inngest } from "inngest";
import { setUpDomain } from "@/lib/domains/set-up-domain";
import { runBeats } from "../run-beats";
import { stepCtx } from "../runtime-clock";

/** What follows a registration: registrar auto-renew off, zone, records, delegation, answers. */
export const setUpDomainSteps = (inngest: Inngest.Any) =>
  inngest.createFunction(
    { id: "set-up-domain", retries: 20, triggers: [{ event: "domain/registered" }, { event: "domain/setup-due" }] },
    ({ event, step }) =>
      runBeats(step, event.data, () => setUpDomain(stepCtx("set-up-domain"), { domainId: event.data.domainId })),
  );
