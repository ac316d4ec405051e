import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import type { Settings } from "@/lib/settings/schema";
import { domainFees, type Fees, withOwnPrice } from "./domain-fees";
import { windowRows } from "./erpp-gaps";
import { expiryText } from "./expiry-text";
import { findRegistrants } from "./find-registrants";
import { policyWindows } from "./kinds";
import { at, liveNames } from "./live-names";
import type { Notice } from "./write-notices";

const pageSize = 1000;

type Row = {
  id: string;
  kind: (typeof policyWindows)[number]["kind"];
  name_ascii: string;
  tld: string;
  expires_at: Date | string;
  auto_renew: boolean;
  merchant_id: string | null;
  merchant_name: string | null;
  registrar_account_id: string;
  renew_price_minor: number | null;
  currency: string | null;
  premium: boolean | null;
  email: string | null;
  registrant_name: string | null;
};

/**
 * Pages of notices that registrants are owed now (AN-25): in the window, from its target day on, none of the kind written since
 * it opened. Whether auto-renew is on makes no difference. `unreachable` counts names whose registrant nobody knows.
 */
export async function* dueExpiryNotices(
  ctx: Ctx,
  settings: Settings,
  { dryRun = false }: { dryRun?: boolean },
): AsyncGenerator<{ due: Notice[]; unreachable: number }> {
  const now = ctx.clock.now();
  for (let after: Row | undefined; ; ) {
    const page = await readPage(now, after);
    if (page.length === 0) return;
    after = page.at(-1);
    const fees = await domainFees(
      ctx,
      settings,
      page.map((row) => row.tld),
    );
    const lacking = page.filter((row) => !row.email);
    const found = dryRun || lacking.length === 0 ? new Map<string, string>() : await findRegistrants(ctx, lacking);
    const addressed = page.flatMap((row) => {
      const email = row.email || found.get(row.id);
      return email ? [{ ...row, email }] : [];
    });
    yield {
      due: addressed.map((row) => toNotice(row, fees.get(row.tld), settings, now)),
      unreachable: page.length - addressed.length,
    };
    if (page.length < pageSize) return;
  }
}

async function readPage(now: Date, after: Row | undefined): Promise<Row[]> {
  const rows = await db().execute(sql`
    select d.id, w.kind, d.name_ascii, d.tld, d.expires_at, d.auto_renew, d.merchant_id, m.name as merchant_name,
      d.registrar_account_id, d.renew_price_minor, d.currency, i.premium, d.registrant_email as email,
      o.contact->>'firstName' as registrant_name
    from ${windowRows}
    join domains d on d.expires_at > ${at(now)} + make_interval(days => w.to_days)
      and d.expires_at <= ${at(now)} + make_interval(days => w.target_days)
    left join merchants m on m.id = d.merchant_id
    left join order_items i on i.id = d.order_item_id
    left join orders o on o.id = i.order_id
    where d.registration in ${liveNames}
      and not exists (select 1 from notices n where n.domain_id = d.id and n.kind = w.kind
        and coalesce(n.sent_at, n.created_at) >= d.expires_at - make_interval(days => w.from_days))
      ${after ? sql`and (d.id, w.kind) > (${after.id}, ${after.kind})` : sql``}
    order by d.id, w.kind limit ${pageSize}`);
  return rows as unknown as Row[];
}

function toNotice(row: Row & { email: string }, fees: Fees | undefined, settings: Settings, now: Date): Notice {
  const expiresAt = new Date(row.expires_at);
  const window = policyWindows.find(({ kind }) => kind === row.kind)!;
  const known = fees ?? unknownFees(row.currency ?? settings.currency);
  const ownPrice = row.currency === known.currency && (row.premium || known.renewMinor === null);
  const text = expiryText(
    {
      kind: row.kind,
      nameAscii: row.name_ascii,
      expiresAt,
      autoRenew: row.auto_renew,
      registrantName: row.registrant_name,
      merchantName: row.merchant_name,
      fees: ownPrice ? withOwnPrice(known, row.renew_price_minor) : known,
      renewUrl: `${appUrl()}/domains/${row.id}`,
    },
    { name: settings.platformName, email: settings.supportEmail },
    now,
  );
  return {
    ...text,
    kind: row.kind,
    merchantId: row.merchant_id,
    domainId: row.id,
    recipient: row.email,
    dueFrom: later(expiresAt, -window.fromDays * DAY),
    dueTo: later(expiresAt, -window.toDays * DAY),
    onceKey: `${row.id}:${row.kind}:${expiresAt.toISOString().slice(0, 10)}`,
  };
}

/** Of an ending that the catalogue does not have. */
const unknownFees = (currency: string): Fees => ({
  currency,
  renewMinor: null,
  lateRenewMinor: null,
  restoreMinor: null,
  graceDays: 0,
  redemptionDays: 0,
});
