"use client";

import { FailurePage } from "@/components/frame/failure-page";
import "./globals.css";

/** When even the frame failed. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="frame">
          <FailurePage reference={error.digest} retry={reset} />
        </main>
      </body>
    </html>
  );
}
