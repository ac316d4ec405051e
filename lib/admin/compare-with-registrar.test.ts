import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { domains } from "@/db/schema";
import { useShop } from "@/lib/orders/test-shop";
import { compareWithRegistrar } from "./compare-with-registrar";

const shop = useShop();

/** A name that was bought, with the admin who looks at it. */
async function bought(name: string) {
  const held = await shop.hold([name]);
  await shop.play(held.orderId);
  const [domain] = await db().select().from(domains).where(eq(domains.nameAscii, name));
  const { ctx } = await makeAdmin({ clock: shop.clock });
  return { domainId: domain!.id, ctx, merchantCtx: held.ctx };
}

describe("a name beside its registrar", () => {
  it("AN-50: shows what is kept and what the registrar has now, marks what differs, and changes nothing", async () => {
    const { ctx, domainId } = await bought("beside.com");
    const same = await compareWithRegistrar(ctx, { domainId });
    expect(same.held).toBe(true);
    expect(same.values.filter(({ drift }) => drift)).toEqual([]);
    expect(same.values.find(({ field }) => field === "expiresAt")?.live).toMatch(/^20\d\d-/);

    await db()
      .update(domains)
      .set({ nameServers: ["ns1.elsewhere.net"], privacy: null })
      .where(eq(domains.id, domainId));
    const before = await db().select().from(domains).where(eq(domains.id, domainId));
    const other = await compareWithRegistrar(ctx, { domainId });
    expect(other.values.filter(({ drift }) => drift)).toMatchObject([
      { field: "nameServers", kept: "ns1.elsewhere.net" },
    ]);
    expect(other.values.find(({ field }) => field === "privacy")).toMatchObject({ kept: null, drift: false });
    expect(await db().select().from(domains).where(eq(domains.id, domainId))).toEqual(before);
  });

  it("AN-50: says so when the registrar does not answer, and is no merchant's", async () => {
    const { ctx, domainId, merchantCtx } = await bought("silent-beside.com");
    await expect(compareWithRegistrar(merchantCtx, { domainId })).rejects.toMatchObject({ code: "not_found" });
    shop.world.registrar.failNext({ verb: "domain", mode: "registrar-down", times: 10 });
    await expect(compareWithRegistrar(ctx, { domainId })).rejects.toMatchObject({ code: "provider_failed" });
    shop.world.registrar.clearFaults();
  });
});
