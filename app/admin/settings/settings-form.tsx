"use client";

import { useState } from "react";
import { type SayingAction, saying } from "@/components/admin/saying";
import { Button } from "@/components/ui/button";
import { type Choice, Select, Switch, TextField, Tick } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SendingForm } from "@/components/ui/sending-form";
import { formatAmount } from "@/lib/kernel/money";
import type { Settings } from "@/lib/settings/schema";
import { InvoiceSettings } from "./invoice-settings";
import { PriceExample, type PriceTyped } from "./price-example";
import { RenewalSettings } from "./renewal-settings";
import { SettingGroup } from "./setting-group";
import { TaxTable } from "./tax-table";

const recordTypes: Settings["dnsAllowedTypes"] = ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT"];
const roundings: Choice[] = [
  { value: "ninety_nine", label: "Up to the next .99" },
  { value: "whole", label: "Up to a whole amount" },
  { value: "none", label: "To the cent" },
];
const mails: Choice[] = [
  { value: "none", label: "No mail" },
  { value: "mail_host", label: "Our mail host" },
];

/** Everything an operator changes while running, in one form; what a change touches stands beside it. */
export function SettingsForm({
  settings,
  countries,
  zones,
  action,
}: {
  settings: Settings;
  countries: Choice[];
  /** IANA names of time zones. */
  zones: string[];
  action: SayingAction;
}) {
  const plain = (minor: number) => formatAmount(minor, settings.currency).replaceAll(",", "");
  const [typed, setTyped] = useState<PriceTyped>({
    currency: settings.currency,
    markupPercent: String(settings.markupPercent),
    markupFixed: plain(settings.markupFixedMinor),
    rounding: settings.rounding,
    sellAtLoss: settings.sellAtLoss,
  });
  return (
    <SendingForm
      action={saying(action)}
      className="outline-none"
      onChange={({ target }) => {
        if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
        if (!(target.name in typed)) return;
        const value = target instanceof HTMLInputElement && target.type === "checkbox" ? target.checked : target.value;
        setTyped({ ...typed, [target.name]: value });
      }}
    >
      {({ busy, errors, message }) => {
        const field = (name: keyof Settings) => ({ name, defaultValue: String(settings[name]), error: errors[name] });
        return (
          <>
            {message && (
              <div className="mb-6">
                <Notice tone="danger" role="alert">
                  {message}
                </Notice>
              </div>
            )}
            <SettingGroup
              title="Prices"
              touches="Price = cost + markup + fixed part, rounded up. A change rules at once for new quotes; quotes already given keep their price until they lapse. Prices set by hand stay."
            >
              <div className="grid gap-4 sm:grid-cols-2">
                <TextField {...field("markupPercent")} label="Markup, percent" inputMode="decimal" />
                <TextField
                  name="markupFixed"
                  label="Fixed part a year"
                  inputMode="decimal"
                  defaultValue={plain(settings.markupFixedMinor)}
                  error={errors.markupFixed}
                />
                <Select {...field("rounding")} label="Rounding" choices={roundings} />
                <TextField
                  {...field("currency")}
                  label="Currency"
                  maxLength={3}
                  hint="Endings whose cost is in another currency are not sold."
                />
              </div>
              <PriceExample typed={typed} />
              <Switch name="sellAtLoss" value="on" defaultChecked={settings.sellAtLoss}>
                Sell below cost where a price set by hand says so
                <span className="block text-sm text-ink-3">Off, no price falls below what the registrar takes.</span>
              </Switch>
              <TextField
                {...field("pricesMaxAgeHours")}
                label="Sell by costs at most this old, hours"
                inputMode="numeric"
                hint="Older costs stop an ending from being sold until the price list is read again."
              />
            </SettingGroup>
            <SettingGroup
              title="Quotes and orders"
              touches="For carts and orders from now on. What was ordered stays as it was ordered."
            >
              <div className="grid gap-4 sm:grid-cols-2">
                <TextField {...field("quoteMinutes")} label="A price holds for, minutes" inputMode="numeric" />
                <TextField {...field("maxItemsPerOrder")} label="Names an order, at most" inputMode="numeric" />
                <TextField
                  {...field("pendingTimeoutHours")}
                  label="Ask a person after, hours"
                  inputMode="numeric"
                  hint="When a registration stays pending for so long, a case opens. The money stays held."
                />
                <TextField
                  name="reviewAbove"
                  label="Look at first orders above"
                  inputMode="decimal"
                  defaultValue={plain(settings.reviewAboveMinor)}
                  error={errors.reviewAbove}
                  hint="A merchant's first order above this waits for a person, with the money only held. 0: never."
                />
              </div>
              <Switch name="autoRenewDefault" value="on" defaultChecked={settings.autoRenewDefault}>
                New names renew by themselves unless the merchant says no
              </Switch>
              <Switch name="privacyDefault" value="on" defaultChecked={settings.privacyDefault}>
                New names hide their holder where the registry allows it
              </Switch>
            </SettingGroup>
            <SettingGroup
              title="DNS of new names"
              touches="Used for new zones. Zones that exist are not touched by a change here."
            >
              <fieldset>
                <legend className="mb-2 text-sm font-medium">Record types a merchant may use</legend>
                <div className="grid grid-cols-3 gap-3 sm:grid-cols-4">
                  {recordTypes.map((type) => (
                    <Tick
                      key={type}
                      name="dnsAllowedTypes[]"
                      value={type}
                      defaultChecked={settings.dnsAllowedTypes.includes(type)}
                    >
                      {type}
                    </Tick>
                  ))}
                </div>
                {errors.dnsAllowedTypes && <p className="mt-2 text-sm text-danger">{errors.dnsAllowedTypes}</p>}
              </fieldset>
              <div className="grid gap-4 sm:grid-cols-2">
                <TextField
                  {...field("defaultIp")}
                  label="Default IP"
                  optional
                  placeholder="203.0.113.10"
                  hint="Is used for new zones. Empty: a new name leads nowhere until its merchant says where."
                />
                <TextField {...field("defaultTtlSeconds")} label="TTL, seconds" inputMode="numeric" />
                <Select
                  {...field("defaultMail")}
                  label="Mail"
                  choices={mails}
                  hint="No mail: records say that nobody may send as the name."
                />
                <TextField {...field("defaultMailIp")} label="Mail host's IP" optional placeholder="203.0.113.25" />
              </div>
              <Switch name="defaultWildcard" value="on" defaultChecked={settings.defaultWildcard}>
                Every subdomain leads to the default IP too
              </Switch>
            </SettingGroup>
            <RenewalSettings settings={settings} field={field} errors={errors} zones={zones} />
            <InvoiceSettings settings={settings} field={field} errors={errors} countries={countries} />
            <SettingGroup
              title="Tax"
              touches="Added to prices by the merchant's country. Orders already placed keep their tax."
            >
              <TaxTable rates={settings.taxRates} countries={countries} error={errors.taxRates} />
            </SettingGroup>
            <SettingGroup
              title="The platform"
              touches="As merchants and mails read it, from the next page and mail on."
            >
              <TextField {...field("platformName")} label="Name" maxLength={60} />
              <TextField {...field("supportEmail")} label="Support mail" type="email" autoComplete="off" />
            </SettingGroup>
            <div className="sticky bottom-[var(--bar)] z-10 -mx-4 border-t border-line bg-paper px-4 py-3 md:-mx-8 md:px-8">
              <Button type="submit" look="primary" busy={busy}>
                Save settings
              </Button>
            </div>
          </>
        );
      }}
    </SendingForm>
  );
}
