import { type Choice, Select, Switch, TextField } from "@/components/ui/field";
import { formatAmount } from "@/lib/kernel/money";
import type { Settings } from "@/lib/settings/schema";
import { PairTable } from "./pair-table";
import { SettingGroup } from "./setting-group";

const schedules: Choice[] = [
  { value: "daily", label: "Every day" },
  { value: "monthly", label: "On the 1st of each month" },
];
const whats: Choice[] = [
  { value: "charge_mail", label: "try the card, write if it fails" },
  { value: "charge", label: "try the card" },
  { value: "mail", label: "write" },
];

export type SettingField = (name: keyof Settings) => { name: string; defaultValue: string; error: string | undefined };

/** When renewals are invoiced, what is done about unpaid ones, and what is risked for names that earn. */
export function RenewalSettings({
  settings,
  field,
  errors,
  zones,
}: {
  settings: Settings;
  field: SettingField;
  errors: Record<string, string>;
  zones: string[];
}) {
  const plain = (minor: number) => formatAmount(minor, settings.currency).replaceAll(",", "");
  const money = (name: string, minor: number) => ({ name, defaultValue: plain(minor), error: errors[name] });
  return (
    <SettingGroup
      title="Renewals"
      touches="For invoices from now on. Where a registrar renews by itself, settings that would invoice too late are refused with the arithmetic."
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Select {...field("renewalSchedule")} label="Invoice" choices={schedules} />
        <TextField {...field("renewalLeadDays")} label="Days before a name ends" inputMode="numeric" />
        <TextField
          {...field("renewalHour")}
          label="At the hour of"
          inputMode="numeric"
          hint="0 to 23, in the zone below."
        />
        <Select
          {...field("timeZone")}
          label="Time zone"
          choices={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        />
      </div>
      <Switch name="mergeInvoices" value="on" defaultChecked={settings.mergeInvoices}>
        One invoice for all of a merchant's names of a run
        <span className="block text-sm text-ink-3">Off, each name has its own.</span>
      </Switch>
      <PairTable
        legend="What is done about an unpaid invoice"
        hint="Days after it was issued, in their order."
        left={{ name: "dunningDay", label: "Day", unit: "days", inputMode: "numeric" }}
        right={{ name: "dunningWhat", label: "What is done", choices: whats }}
        rows={settings.dunningSteps.map(({ day, charge, mail }) => [
          String(day),
          charge && mail ? "charge_mail" : charge ? "charge" : "mail",
        ])}
        add="Add a step"
        error={errors.dunningSteps}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...field("graceWindowDays")}
          label="Step in before a registrar's charge, days"
          inputMode="numeric"
          hint="The Exposure room shows what another window would do."
        />
        <Select
          {...field("captureMode")}
          label="Take held money"
          choices={[
            { value: "after_success", label: "After delivery" },
            { value: "at_start", label: "At once, refunded in full on failure" },
          ]}
        />
        <TextField
          {...money("renewFirstAbove", settings.renewFirstAboveMinor)}
          label="Renew first what earned in 30 days"
          inputMode="decimal"
          hint="Such names are renewed and billed after. 0: never."
        />
        <TextField
          {...money("renewFirstLimit", settings.renewFirstLimitMinor)}
          label="A merchant may owe for it, at most"
          inputMode="decimal"
        />
      </div>
    </SettingGroup>
  );
}
