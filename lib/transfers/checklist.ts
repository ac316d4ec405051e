import { DAY, later } from "@/lib/kernel/clock";
import type { RdapDomain } from "@/lib/providers/rdap/contract";
import type { Transferability, TransferBlocker } from "@/lib/providers/registrars/contract";
import type { ReadAuthCode } from "./auth-code";
import { dayWords } from "./stages";
import { afterTransfer } from "./term";
import type { CheckView } from "./views";

/** Everything known about a name that is to move here. */
export type TransferKnowledge = {
  name: string;
  now: Date;
  /** As the registry publishes it; null: it says there is no such name; unanswered: nobody said. */
  registry: RdapDomain | null | "unanswered";
  /** What our registrar says; unanswered: it did not. */
  registrar: Transferability | "unanswered";
  /** With us already: this merchant's, another's, or on its way. */
  here: "mine" | "others" | "under_way" | null;
  /** A price for it exists. */
  offered: boolean;
  /** Days a registry keeps a name where it is, after registration and transfer. */
  lockDays: number;
  /** Absent: not given yet. */
  code: ReadAuthCode | undefined;
  codeRequired: boolean;
};

type Line = Omit<CheckView, "until"> & { until?: Date | null };
type Check = (known: TransferKnowledge) => Line;

/** The checklist of a transfer, in the order in which a person would clear it. Pure: the same knowledge, the same lines. */
export function checklist(known: TransferKnowledge): CheckView[] {
  const checks = [exists, elsewhere, unlocked, age, notDeleted, offered, code, term];
  return checks.map((check) => {
    const { until, ...line } = check(known);
    return { ...line, until: until?.toISOString() ?? null };
  });
}

const published = ({ registry }: TransferKnowledge) => (registry === "unanswered" ? null : registry);
const transferable = ({ registrar }: TransferKnowledge) =>
  registrar !== "unanswered" && registrar.verdict === "transferable";

function blocker({ registrar }: TransferKnowledge, kind: TransferBlocker["kind"]): TransferBlocker | undefined {
  return registrar === "unanswered" ? undefined : registrar.blockers.find((each) => each.kind === kind);
}

const exists: Check = (known) => {
  const line = { key: "exists", label: "It is registered" } as const;
  const registry = published(known);
  if (registry) {
    const since = registry.registeredAt ? ` since ${dayWords(registry.registeredAt)}` : "";
    return { ...line, state: "ok", sentence: `Registered${since}.` };
  }
  if (transferable(known)) return { ...line, state: "ok", sentence: "The registry has it." };
  if (known.here !== null) return { ...line, state: "ok", sentence: "It is known here." };
  if (known.registry === null)
    return {
      ...line,
      state: "failed",
      sentence: "The registry has no such name, so there is nothing to move. Search for it: it may be free.",
    };
  return { ...line, state: "unknown", sentence: "The registry did not answer. Check again in a moment." };
};

const elsewhere: Check = (known) => {
  const line = { key: "elsewhere", label: "It is at another registrar" } as const;
  if (known.here === "mine") return { ...line, state: "failed", sentence: "It is in your account already." };
  if (known.here === "under_way")
    return { ...line, state: "failed", sentence: "An order for this name is under way here. It can be had only once." };
  const atOurs = known.registrar !== "unanswered" && known.registrar.verdict === "already_here";
  if (known.here === "others" || atOurs)
    return {
      ...line,
      state: "failed",
      sentence:
        "It is managed here already, in another account. If it is yours, write to support: no transfer is needed.",
    };
  const pending = published(known)?.statuses.includes("pending transfer") || blocker(known, "under_way");
  if (pending)
    return {
      ...line,
      state: "failed",
      sentence: "It is moving between two registrars right now. Wait until that has ended.",
    };
  const holder = published(known)?.registrar.name;
  return { ...line, state: "ok", sentence: holder ? `Held at ${holder}.` : "Held elsewhere." };
};

const unlocked: Check = (known) => {
  const line = { key: "unlocked", label: "It is unlocked" } as const;
  const statuses = published(known)?.statuses ?? [];
  if (statuses.includes("server transfer prohibited"))
    return {
      ...line,
      state: "failed",
      sentence:
        "The registry itself has locked it, as after a dispute. Only your present registrar can have that lifted.",
    };
  if (statuses.includes("client transfer prohibited") || blocker(known, "locked"))
    return {
      ...line,
      state: "failed",
      sentence: "Locked at its registrar. Unlock it there; this line turns green by itself within a minute or two.",
    };
  if (published(known) || transferable(known)) return { ...line, state: "ok", sentence: "No lock stands in the way." };
  return { ...line, state: "unknown", sentence: "Nobody could say whether it is locked. Unlock it at its registrar." };
};

const age: Check = (known) => {
  const { lockDays, now } = known;
  const line = {
    key: "age",
    label: lockDays > 0 ? `It has been there for ${lockDays} days` : "It may move at any age",
  } as const;
  if (lockDays === 0) return { ...line, state: "ok", sentence: "This registry sets no waiting time." };
  const young = blocker(known, "too_young");
  const registry = published(known);
  const since = [registry?.registeredAt, registry?.transferredAt].filter((at): at is Date => at instanceof Date);
  const latest = since.length > 0 ? new Date(Math.max(...since.map(Number))) : null;
  const free = young?.until ?? (latest ? later(latest, lockDays * DAY) : null);
  if (young || (free && free > now))
    return {
      ...line,
      state: "failed",
      until: free,
      sentence: free
        ? `Registered or moved less than ${lockDays} days ago. It may move from ${dayWords(free)}.`
        : `Registered or moved less than ${lockDays} days ago. Its registrar knows the day.`,
    };
  if (latest || transferable(known)) return { ...line, state: "ok", sentence: "Old enough to move." };
  return { ...line, state: "unknown", sentence: "Nobody could say since when it is there." };
};

const notDeleted: Check = (known) => {
  const line = { key: "not_deleted", label: "It is not being deleted" } as const;
  const statuses = published(known)?.statuses ?? [];
  if (statuses.includes("redemption period") || blocker(known, "in_redemption"))
    return {
      ...line,
      state: "failed",
      sentence: "It has run out and is in redemption. Restore it at its registrar first; then it can move.",
    };
  if (statuses.includes("pending delete"))
    return {
      ...line,
      state: "failed",
      sentence: "The registry deletes it within days; nothing can stop that. It may be free then.",
    };
  if (statuses.includes("auto renew period"))
    return {
      ...line,
      state: "ok",
      sentence:
        "It ran out lately and may still move. The old registrar's automatic year is taken back, so the date may not change.",
    };
  if (published(known) || transferable(known)) return { ...line, state: "ok", sentence: "Nothing of the kind." };
  return { ...line, state: "unknown", sentence: "Nobody could say." };
};

const offered: Check = (known) => {
  const line = { key: "offered", label: "It can be brought here" } as const;
  if (!known.offered)
    return { ...line, state: "failed", sentence: "Names under this ending are not transferred here at the moment." };
  const { registrar } = known;
  if (registrar === "unanswered")
    return { ...line, state: "unknown", sentence: "Our registrar did not answer. Check again in a moment." };
  switch (registrar.verdict) {
    case "transferable":
      return { ...line, state: "ok", sentence: "Our registrar takes it." };
    case "premium":
      return {
        ...line,
        state: "failed",
        sentence: "It is a premium name; our registrar does not take those from elsewhere.",
      };
    case "unknown":
      return {
        ...line,
        state: "unknown",
        sentence: "The registry did not answer our registrar. Check again in a moment.",
      };
    default: {
      // What another line says already is not said twice.
      const other = blocker(known, "other");
      const told = registrar.blockers.length > 0 && !other;
      if (told) return { ...line, state: "ok", sentence: "Yes, once the lines above are clear." };
      return {
        ...line,
        state: "failed",
        sentence: other?.message ?? registrar.reason ?? "Our registrar does not take it.",
      };
    }
  }
};

const code: Check = (known) => {
  const line = { key: "code", label: "The auth code" } as const;
  if (!known.codeRequired) return { ...line, state: "ok", sentence: "This ending moves without one." };
  if (known.code === undefined)
    return { ...line, state: "waiting", sentence: "Your present registrar shows or mails it. It is asked for below." };
  if (!known.code.ok) return { ...line, state: "failed", sentence: known.code.sentence };
  if (blocker(known, "auth_code"))
    return {
      ...line,
      state: "failed",
      sentence: "The registry does not take this code. Ask your registrar for a fresh one.",
    };
  return {
    ...line,
    state: "ok",
    sentence: "It has the right form. Whether it is the right one, the registry says once asked.",
  };
};

const term: Check = (known) => {
  const line = { key: "term", label: "What it does to the term" } as const;
  const expiresAt = published(known)?.expiresAt ?? null;
  const { afterwards, cut } = afterTransfer(expiresAt, known.now);
  if (!expiresAt || !afterwards)
    return { ...line, state: "ok", sentence: "A year is added to the time that is left, never beyond ten years." };
  if (afterwards <= expiresAt)
    return {
      ...line,
      state: "failed",
      sentence: `It is paid until ${dayWords(expiresAt)}, ten years ahead, which is the most there may be. A transfer would add nothing.`,
    };
  const most = cut ? " That is less than a year more: nothing may be paid more than ten years ahead." : "";
  return {
    ...line,
    state: "ok",
    sentence: `Ends on ${dayWords(expiresAt)} now, on ${dayWords(afterwards)} afterwards.${most}`,
  };
};
