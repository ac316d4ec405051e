"use client";

import { FailurePage } from "@/components/frame/failure-page";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <FailurePage reference={error.digest} retry={reset} />;
}
