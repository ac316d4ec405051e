import type { Metadata } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { PageHead } from "@/components/ui/page-head";
import { countryChoices } from "@/lib/identity/country-choices";
import { getSettings } from "@/lib/settings/get-settings";
import { saveAllSettings } from "./actions";
import { SettingsForm } from "./settings-form";

export const metadata: Metadata = { title: "Settings" };

const zones = () => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];

export default async function AdminSettingsPage() {
  await requireAdminCtx();
  const settings = await getSettings();
  return (
    <>
      <PageHead title="Settings">Each change is written to the audit log with your name.</PageHead>
      <SettingsForm settings={settings} countries={countryChoices()} zones={zones()} action={saveAllSettings} />
    </>
  );
}
