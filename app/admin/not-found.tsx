import type { Metadata, Route } from "next";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Nothing here" };

/** Within the frame: an order or a run that is not there. */
export default function AdminNotFound() {
  return (
    <div className="max-w-2xl">
      <h1 className="display text-2xl">There is nothing at this address.</h1>
      <p className="mt-3 max-w-prose text-ink-2">
        No order or run has this id. Orders never go away, so the address itself must be wrong.
      </p>
      <div className="mt-8">
        <ButtonLink href={"/admin/orders" as Route}>See all orders</ButtonLink>
      </div>
    </div>
  );
}
