import { DAY, later } from "@/lib/kernel/clock";

/** A name that its registrar will renew by itself, as the books and the registrar's last word have it. Plain JSON. */
export type ExposedName = {
  domainId: string;
  nameAscii: string;
  merchantId: string | null;
  merchantName: string | null;
  registrar: string;
  /** What is to be done about its own renewal: keep it on, or switch it off while nobody has paid. */
  policy: "off" | "on_until_unpaid" | "on";
  /** Whether its merchant still wants it renewed. */
  wanted: boolean;
  /** The renewal is paid and under way, so the registrar finds nothing left to take. */
  paid: boolean;
  expiresAt: string;
  /** When the registrar renews it by itself and charges the platform. */
  takesAt: string;
  /** What it takes, in `currency`; null where its price list does not say. */
  costMinor: number | null;
  revenue30dMinor: number;
  /** Charges of the dunning ladder that are still to come, as moments. */
  triesAt: string[];
  invoiceId: string | null;
};

export type Outcome = "taken" | "renewed_first" | "switched_off" | "paid";

export type ForecastName = ExposedName & {
  outcome: Outcome;
  /** Until when it can still be stopped: the moment the platform steps in, else that of the charge; null once it is too late. */
  lastSafeAt: string | null;
  /** Tries to collect that are left before that. */
  triesLeft: number;
};

export type ForecastDay = {
  /** `2026-11-20` by the operator's clock. */
  day: string;
  takenMinor: number;
  taken: number;
  advancedMinor: number;
  switchedOff: number;
  names: ForecastName[];
};

export type Forecast = {
  days: ForecastDay[];
  takenMinor: number;
  taken: number;
  advancedMinor: number;
  renewedFirst: number;
  switchedOff: number;
  /** Of those that are switched off: names whose merchant gets no further try before it. */
  withoutTry: number;
  unpriced: number;
};

export type ForecastRules = {
  now: Date;
  timeZone: string;
  graceWindowDays: number;
  renewFirstAboveMinor: number;
  renewFirstLimitMinor: number;
  /** What merchants owe already for names that were renewed first. */
  owedMinor: Record<string, number>;
};

/**
 * What registrars will take on which day (L-7). A name stays exposed as long as its registrar renews it by itself and nobody
 * has paid. A grace window of n days steps in n days before that: earlier is safer for the money and leaves merchants fewer tries.
 */
export function forecast(names: readonly ExposedName[], rules: ForecastRules): Forecast {
  const owed = new Map(Object.entries(rules.owedMinor));
  const days = new Map<string, ForecastDay>();
  const total = {
    takenMinor: 0,
    taken: 0,
    advancedMinor: 0,
    renewedFirst: 0,
    switchedOff: 0,
    withoutTry: 0,
    unpriced: 0,
  };
  const zone = new Intl.DateTimeFormat("en-CA", { timeZone: rules.timeZone });
  for (const name of [...names].sort(
    (a, b) => a.takesAt.localeCompare(b.takesAt) || a.nameAscii.localeCompare(b.nameAscii),
  )) {
    const judged = judge(name, rules, owed);
    const takesAt = new Date(Math.max(new Date(name.takesAt).getTime(), rules.now.getTime()));
    const key = zone.format(takesAt);
    const day = days.get(key) ?? { day: key, takenMinor: 0, taken: 0, advancedMinor: 0, switchedOff: 0, names: [] };
    days.set(key, day);
    day.names.push(judged);
    const costMinor = name.costMinor ?? 0;
    if (name.costMinor === null) total.unpriced += 1;
    if (judged.outcome === "taken") {
      day.taken += 1;
      day.takenMinor += costMinor;
      total.taken += 1;
      total.takenMinor += costMinor;
    } else if (judged.outcome === "renewed_first") {
      day.advancedMinor += costMinor;
      total.advancedMinor += costMinor;
      total.renewedFirst += 1;
    } else if (judged.outcome === "switched_off") {
      day.switchedOff += 1;
      total.switchedOff += 1;
      if (judged.triesLeft === 0) total.withoutTry += 1;
    }
  }
  return { days: [...days.values()], ...total };
}

function judge(name: ExposedName, rules: ForecastRules, owed: Map<string, number>): ForecastName {
  const lastSafeAt = later(new Date(name.takesAt), -rules.graceWindowDays * DAY);
  const stepsIn = !name.wanted || name.policy === "off" ? rules.now : lastSafeAt;
  const triesLeft = name.triesAt.filter((at) => at > rules.now.toISOString() && at <= stepsIn.toISOString()).length;
  const as = (outcome: Outcome, at: Date | null) => ({
    ...name,
    outcome,
    lastSafeAt: at?.toISOString() ?? null,
    triesLeft,
  });
  if (name.paid) return as("paid", null);
  // The hour in which the registrar acts is too late to stop it.
  if (name.takesAt <= rules.now.toISOString()) return as("taken", null);
  if (name.wanted && name.policy !== "off") {
    // Whatever the policy, a name that earns is renewed by us before its registrar does it, a day before at the latest.
    if (isRenewedFirst(name, rules, owed))
      return as("renewed_first", later(new Date(name.takesAt), -Math.max(rules.graceWindowDays, 1) * DAY));
    if (name.policy === "on" || rules.graceWindowDays === 0) return as("taken", new Date(name.takesAt));
  }
  return as("switched_off", stepsIn);
}

/** By policy a name that earns is renewed first and billed after, up to what its merchant may owe (L-6). */
function isRenewedFirst(name: ExposedName, rules: ForecastRules, owed: Map<string, number>): boolean {
  if (rules.renewFirstAboveMinor === 0 || name.revenue30dMinor < rules.renewFirstAboveMinor) return false;
  if (name.merchantId === null || name.costMinor === null) return false;
  const owes = (owed.get(name.merchantId) ?? 0) + name.costMinor;
  if (owes > rules.renewFirstLimitMinor) return false;
  owed.set(name.merchantId, owes);
  return true;
}
