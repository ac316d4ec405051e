import { beforeAll, describe, expect, it } from "vitest";
import { makeAdmin, makeMember } from "@/db/factories";
import { useTestDatabase } from "@/db/test-database";
import { ManualClock, MINUTE } from "@/lib/kernel/clock";
import { type Ctx, jobCtx } from "@/lib/kernel/context";
import { beginJob } from "./begin-job";
import { endJob } from "./end-job";
import { lastJobRuns, listJobRuns } from "./list-job-runs";
import { runJob } from "./run-job";

useTestDatabase();
const clock = new ManualClock();
const ctx = jobCtx("test", clock);
let admin: Ctx;
beforeAll(async () => {
  admin = (await makeAdmin({ clock })).ctx;
}, 60_000);

describe("jobs", () => {
  it("CO-41: have one run a period, on the record with what it counted", async () => {
    const counts = await runJob(ctx, { job: "night", period: "2026-11-20" }, async () => ({ invoiced: 12 }));
    expect(counts).toEqual({ invoiced: 12 });
    const again = await runJob(ctx, { job: "night", period: "2026-11-20" }, async () => ({ invoiced: 99 }));
    expect(again).toBeNull();
    const { runs } = await listJobRuns(admin, { job: "night" });
    expect(runs).toMatchObject([{ period: "2026-11-20", counts: { invoiced: 12 }, error: null, startedBy: null }]);
    expect(runs[0]?.endedAt).not.toBeNull();
  });

  it("N-2: begin once, however many workers come at the same moment", async () => {
    const began = await Promise.allSettled(
      Array.from({ length: 8 }, () => beginJob(ctx, { job: "race", period: "2026-11-20" })),
    );
    expect(began.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = began.filter((each) => each.status === "rejected");
    expect(refused.every(({ reason }) => reason.code === "conflict")).toBe(true);
  });

  it("CO-41: a run that failed says why, and its period may be run again", async () => {
    const job = { job: "fragile", period: "2026-11" };
    await expect(runJob(ctx, job, () => Promise.reject(new Error("The registrar is down.")))).rejects.toThrow("down");
    expect((await lastJobRuns(admin)).get("fragile")).toMatchObject({ error: "The registrar is down." });
    expect(await runJob(ctx, job, async () => ({ done: 1 }))).toEqual({ done: 1 });
    const { runs } = await listJobRuns(admin, { job: "fragile" });
    expect(runs).toMatchObject([{ error: null, counts: { done: 1 } }]);
  });

  it("CO-41: a run whose worker was lost is taken over after a while, and not before", async () => {
    const job = { job: "lost", period: "2026-11-20" };
    const first = await beginJob(ctx, job);
    clock.advance(9 * MINUTE);
    await expect(beginJob(ctx, job)).rejects.toMatchObject({ code: "conflict" });
    clock.advance(2 * MINUTE);
    expect(await beginJob(ctx, job)).toEqual(first);
    await endJob(ctx, { runId: first!.runId, counts: { done: 1 } });
    await endJob(ctx, { runId: first!.runId, error: "too late" });
    expect((await lastJobRuns(admin)).get("lost")).toMatchObject({ error: null, counts: { done: 1 } });
  });

  it("CO-41: dry runs are noted as such and keep no period from its run", async () => {
    const job = { job: "dry", period: "2026-11-20" };
    for (const due of [3, 4]) await runJob(ctx, { ...job, dryRun: true }, async () => ({ due }));
    expect(await runJob(ctx, job, async () => ({ due: 4 }))).toEqual({ due: 4 });
    expect((await listJobRuns(admin, { job: "dry" })).runs.map(({ dryRun }) => dryRun).sort()).toEqual([
      false,
      true,
      true,
    ]);
    expect((await lastJobRuns(admin)).get("dry")?.dryRun).toBe(false);
  });

  it("are listed newest first, page by page, with who clicked", async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      clock.advance(MINUTE);
      await runJob(admin, { job: "paged", period: `click ${nth}` }, async () => ({ nth }));
    }
    const first = await listJobRuns(admin, { job: "paged", limit: 3 });
    expect(first.runs.map(({ counts }) => counts.nth)).toEqual([4, 3, 2]);
    expect(first.runs[0]?.startedBy).toBe("Robin Maker");
    const rest = await listJobRuns(admin, { job: "paged", limit: 3, before: first.before! });
    expect(rest).toMatchObject({ runs: [{ counts: { nth: 1 } }, { counts: { nth: 0 } }], before: undefined });
  });

  it("do not exist for merchants", async () => {
    const { ctx: member } = await makeMember({ clock });
    await expect(listJobRuns(member)).rejects.toMatchObject({ code: "not_found" });
    await expect(beginJob(member, { job: "x", period: "y" })).rejects.toMatchObject({ code: "not_found" });
  });
});
