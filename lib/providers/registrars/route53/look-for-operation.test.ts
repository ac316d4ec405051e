import { describe, expect, it } from "vitest";
import { registration } from "@/e2e/aws-emulator/open-registrar";
import { useEmulator } from "@/e2e/aws-emulator/use-emulator";
import { MINUTE } from "@/lib/kernel/clock";

const world = useEmulator();

describe("looking before a repeat", () => {
  it("finds a registration whose reply was lost, past other names' operations and pages", async () => {
    const since = world().clock.now();
    await world().registered("older.com");
    world().emulator.fail("RegisterDomain", "lost_reply");
    await expect(world().registrar.register(registration("quietharbor.com"))).rejects.toMatchObject({
      kind: "ambiguous",
    });
    for (let i = 0; i < 130; i++) await world().registrar.register(registration(`later-${i}.com`));
    const found = await world().registrar.findWrite("register", "quietharbor.com", since);
    expect(found).toMatchObject({ found: "operation", state: { name: "quietharbor.com", state: "pending" } });
    expect(world().sent("ListOperations").length).toBeGreaterThan(1);
    world().clock.advance(MINUTE);
    expect(await world().registrar.findWrite("register", "quietharbor.com", since)).toMatchObject({ found: "domain" });
  });

  it("finds nothing when the request never arrived", async () => {
    const since = world().clock.now();
    world().emulator.fail("RegisterDomain", "dropped");
    await expect(world().registrar.register(registration("quietharbor.com"))).rejects.toMatchObject({
      kind: "ambiguous",
    });
    expect(world().sent("RegisterDomain")).toHaveLength(1);
    expect(await world().registrar.findWrite("register", "quietharbor.com", since)).toEqual({ found: "none" });
  });

  it("reports a failure of this attempt, and takes none of an earlier one for it", async () => {
    world().emulator.domains.failing.set("quietharbor.com", "The registry is closed.");
    const since = world().clock.now();
    await world().registered("quietharbor.com");
    expect(await world().registrar.findWrite("register", "quietharbor.com", since)).toMatchObject({
      found: "operation",
      state: { state: "refused", message: "The registry is closed." },
    });
    expect(await world().registrar.findWrite("register", "quietharbor.com", world().clock.now())).toEqual({
      found: "none",
    });
  });

  it("finds an operation that began a little before our clock's intent", async () => {
    await world().registrar.register(registration("quietharbor.com"));
    world().clock.advance(10_000);
    const found = await world().registrar.findWrite("register", "quietharbor.com", world().clock.now());
    expect(found.found).toBe("operation");
  });

  it("does not say none when the operation list cannot be read", async () => {
    world().emulator.fail("ListOperations", "server_error", 5);
    await expect(world().registrar.findWrite("register", "quietharbor.com", world().clock.now())).rejects.toMatchObject(
      {
        kind: "unavailable",
      },
    );
  });

  it("takes a duplicate for the operation that is already running", async () => {
    const first = await world().registrar.register(registration("quietharbor.com"));
    expect(await world().registrar.register(registration("quietharbor.com"))).toEqual(first);
    expect(world().emulator.domains.operations).toHaveLength(1);
  });

  it("is ambiguous about a duplicate that cannot be found", async () => {
    const duplicate = { code: "DuplicateRequest", message: "The request is already in progress for the domain." };
    world().emulator.fail("RegisterDomain", duplicate);
    await expect(world().registrar.register(registration("quietharbor.com"))).rejects.toMatchObject({
      kind: "ambiguous",
    });
    world().emulator.fail("RegisterDomain", duplicate);
    world().emulator.fail("ListOperations", "rate_limited", 5);
    await expect(world().registrar.register(registration("quietharbor.com"))).rejects.toMatchObject({
      kind: "ambiguous",
    });
  });

  it("does not take a running change of a setting for the one that was asked", async () => {
    await world().registered("quietharbor.com");
    await world().registrar.setLock("quietharbor.com", true);
    await expect(world().registrar.setLock("quietharbor.com", false)).rejects.toMatchObject({
      kind: "rate_limited",
      vendorCode: "DuplicateRequest",
    });
  });
});
