import type { Route } from "next";
import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { StatusPill } from "@/components/ui/status-pill";
import { Tabs } from "@/components/ui/tabs";
import type { DomainView } from "@/lib/domains/views";
import { displayParts } from "@/lib/kernel/display-name";
import { domainStatus } from "./domain-status";

/** The name, its sentence, and the tabs that exist. */
export function DomainHead({
  domain,
  now,
  current,
}: {
  domain: DomainView;
  now: string;
  current: "overview" | "transfer" | "activity";
}) {
  const status = domainStatus(domain, now);
  const here = `/domains/${domain.id}` as Route;
  const activity = `/domains/${domain.id}/activity` as Route;
  const transfer = `/domains/${domain.id}/transfer` as Route;
  return (
    <header className="mb-6">
      <p className="mb-2 text-sm text-ink-3">
        <Link href="/domains" className="link">
          Domains
        </Link>
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0">
          <Name ascii={domain.nameAscii} size="hero" />
        </h1>
        <span className="flex items-center gap-1">
          <CopyButton value={domain.nameAscii} label={`Copy ${displayParts(domain.nameAscii).text}`} />
          <a
            href={`https://${domain.nameAscii}`}
            rel="noreferrer"
            aria-label={`Visit ${displayParts(domain.nameAscii).text}`}
            title="Visit"
            className="grid size-8 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
          >
            <Icon name="external" size={14} />
          </a>
        </span>
        <StatusPill tone={status.tone}>{status.word}</StatusPill>
      </div>
      <p className="mt-2 mb-6 text-lg text-ink-2">{domain.headline}</p>
      <Tabs
        label="About this domain"
        current={{ overview: here, transfer, activity }[current]}
        tabs={[
          { label: "Overview", href: here },
          { label: "Transfer", href: transfer },
          { label: "Activity", href: activity, count: domain.timeline.length },
        ]}
      />
    </header>
  );
}
