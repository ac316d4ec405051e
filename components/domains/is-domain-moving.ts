import type { DomainView } from "@/lib/domains/views";

/** Whether its registration or set-up still goes on. */
export function isDomainMoving(domain: DomainView): boolean {
  if (domain.registration === "pending") return true;
  return domain.steps.some((step) => step.state === "working" || step.state === "waiting");
}
