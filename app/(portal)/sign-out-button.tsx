import { signOutAction } from "@/app/_lib/sign-out-action";
import { Icon } from "@/components/ui/icon";

async function signOut(): Promise<void> {
  "use server";
  await signOutAction({});
}

/** At the foot of every frame of somebody signed in. */
export function SignOutButton() {
  return (
    <form action={signOut}>
      <button
        type="submit"
        className="flex h-8 items-center gap-2 rounded-md text-sm text-ink-2 hover:text-ink max-md:px-2"
        aria-label="Sign out"
      >
        <Icon name="exit" />
        <span className="max-md:hidden">Sign out</span>
      </button>
    </form>
  );
}
