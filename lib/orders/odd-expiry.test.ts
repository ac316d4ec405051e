import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { cases, timeline } from "@/db/schema";
import { domainView } from "@/lib/domains/domain-view";
import { useShop } from "./test-shop";

const shop = useShop();

describe("U-3: a registrar that tells an expiry which cannot be", () => {
  it.each(["1969", "9999", "empty"])(
    "%s: the name is delivered and charged, the day is not stored, and a person is asked",
    async (odd) => {
      const name = `bought-expiry-${odd}.com`;
      const { view, ctx } = await shop.buy([name]);
      expect(view).toMatchObject({ state: "completed", money: { chargedMinor: 1399 } });
      const domain = (await shop.domain(name))!;
      expect(domain).toMatchObject({ registration: "active", expiresAt: null });
      expect((await domainView(ctx, domain.id)).headline).toContain("a date the registry does not publish");
      const asked = and(eq(cases.kind, "expiry_implausible"), eq(cases.subjectId, domain.id));
      expect(await db().select().from(cases).where(asked)).toHaveLength(1);
      const told = await db().select().from(timeline).where(eq(timeline.domainId, domain.id));
      expect(JSON.stringify(told)).not.toMatch(/1969-|9999-/);
    },
  );
});
