import type { Metadata } from "next";
import { requireUserCtx } from "@/app/_lib/session";
import { countryChoices } from "@/lib/identity/country-choices";
import { getProfile } from "@/lib/identity/get-profile";
import { ProfileForm } from "./profile-form";
import { SettingsTabs } from "./settings-tabs";

export const metadata: Metadata = { title: "Settings" };

export default async function ProfilePage() {
  const ctx = await requireUserCtx();
  return (
    <>
      <SettingsTabs current="/settings" />
      <div className="pt-8">
        <ProfileForm profile={await getProfile(ctx)} countries={countryChoices()} />
      </div>
    </>
  );
}
