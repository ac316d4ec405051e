"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Reads the page anew when the server tells that what it shows has changed; many changes at once are one reading. */
export function LiveRefresh({ orderId }: { orderId: string }) {
  const router = useRouter();
  useEffect(() => {
    const source = new EventSource(`/api/live?order=${encodeURIComponent(orderId)}`);
    let timer: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener("changed", () => {
      clearTimeout(timer);
      timer = setTimeout(() => router.refresh(), 250);
    });
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [orderId, router]);
  return null;
}
