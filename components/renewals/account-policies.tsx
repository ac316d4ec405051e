"use client";

import { type SayingAction, saying } from "@/components/admin/saying";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SendingForm } from "@/components/ui/sending-form";
import type { AccountPolicyView } from "@/lib/renewals/list-policies";

const policies = [
  { value: "off", label: "Off: nothing is taken unpaid" },
  { value: "on_until_unpaid", label: "On until the window, then off if unpaid" },
  { value: "on", label: "On: every wanted name is kept" },
];

/** What each registrar may renew by itself; a schedule that would lose money by it is refused with the arithmetic. */
export function AccountPolicies({ accounts, action }: { accounts: AccountPolicyView[]; action: SayingAction }) {
  return (
    <section aria-labelledby="policies" className="mt-10 border-t border-line pt-8">
      <h2 id="policies" className="text-lg font-semibold">
        What registrars may do by themselves
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-sm text-ink-3">
        Off protects the platform's money, on protects the merchants' names. A single name can be kept out of it, above.
      </p>
      <ul className="space-y-4">
        {accounts.map((account) => (
          <li key={account.id}>
            <SendingForm action={saying(action)} className="outline-none">
              {({ busy, message }) => (
                <div className="space-y-3">
                  {message && (
                    <Notice tone="danger" role="alert">
                      {message}
                    </Notice>
                  )}
                  <div className="flex flex-wrap items-end gap-4">
                    <input type="hidden" name="accountId" value={account.id} />
                    <div className="min-w-64 flex-1">
                      <Select
                        name="policy"
                        label={account.label}
                        choices={policies}
                        defaultValue={account.policy}
                        hint={`${
                          account.preChargeDays === null
                            ? "Charges at the end of a name"
                            : `Charges ${account.preChargeDays} days before a name ends`
                        }. ${account.on} ${account.on === 1 ? "name renews" : "names renew"} by themselves there now.`}
                      />
                    </div>
                    <Button type="submit" busy={busy}>
                      Save
                    </Button>
                  </div>
                </div>
              )}
            </SendingForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
