import { NothingHere } from "@/components/frame/nothing-here";
import { Wordmark } from "@/components/frame/wordmark";

export const metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main id="content" className="frame pt-6">
      <Wordmark />
      <NothingHere />
    </main>
  );
}
