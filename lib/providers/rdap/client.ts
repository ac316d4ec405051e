import { z } from "zod";
import type { Clock } from "@/lib/kernel/clock";
import { ProviderError } from "@/lib/kernel/errors";
import { createHttp } from "../http";
import type { TraceSink } from "../trace";
import type { Rdap, RdapDomain } from "./contract";
import { readDomain } from "./read-domain";
import { serverOf } from "./server-of";

export type RdapSetup = {
  /** One server that answers for all endings; without it the server of each is found in `bootstrapUrl`. */
  baseUrl?: string | undefined;
  /** IANA's list of servers by ending (RFC 9224). */
  bootstrapUrl: string;
  clock: Clock;
  trace: TraceSink;
};

const timeoutMs = 8000;

/** Asks registries over RDAP. Reads only; a registry that asks to slow down is heard (`rate_limited`). */
export function openRdap(setup: RdapSetup): Rdap {
  const { clock, trace } = setup;
  return {
    async domain(name): Promise<RdapDomain | null> {
      const baseUrl = setup.baseUrl ?? (await serverOf(name, setup));
      if (baseUrl === null)
        throw new ProviderError("rdap", "unsupported", "rdap domain: nobody publishes data for this ending");
      const http = createHttp({
        vendor: "rdap",
        baseUrl,
        timeoutMs,
        trace,
        clock,
        headers: { accept: "application/rdap+json" },
      });
      try {
        const body = await http.request({
          verb: "domain",
          method: "GET",
          path: `/domain/${encodeURIComponent(name)}`,
          write: false,
          schema: z.looseObject({ objectClassName: z.literal("domain") }),
        });
        return readDomain(name, body);
      } catch (error) {
        if (error instanceof ProviderError && error.kind === "not_found") return null;
        throw error;
      }
    },
  };
}
