import { parseArgs } from "node:util";
import { jobs } from "@/app/admin/jobs/jobs";
import { countWords } from "@/components/jobs/count-words";
import { closeDatabase } from "@/db/client";
import { jobCtx } from "@/lib/kernel/context";
import { getSettings } from "@/lib/settings/get-settings";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "dry-run": { type: "boolean", default: false },
    /** The last line as JSON. */
    json: { type: "boolean", default: false },
  },
});

const [name] = positionals;
const job = jobs.find((each) => each.job === name);
if (!job) {
  const list = jobs.map((each) => `  ${each.job.padEnd(18)}${each.what}`).join("\n");
  process.stderr.write(`${name ? `There is no job called "${name}".\n` : ""}Jobs:\n${list}\n`);
  process.exit(2);
}
process.exitCode = await run(job);
await closeDatabase();
process.exit();

async function run({ title, ...verbs }: (typeof jobs)[number]): Promise<number> {
  const ctx = jobCtx("cli");
  const dryRun = values["dry-run"];
  const work = dryRun ? verbs.dryRun : verbs.run;
  if (!work) return say(1, { error: `What ${title} would do is known only by doing it.` });
  try {
    const counts = await work(ctx, `${dryRun ? "dry" : "now"} ${ctx.clock.now().toISOString()}`);
    if (!counts) return say(1, { error: `${title} has had its run of this hour.` });
    const { currency } = await getSettings();
    return say(0, { counts }, `${title} ${dryRun ? "would do" : "ran"}: ${countWords(counts, currency)}.`);
  } catch (error) {
    return say(1, { error: error instanceof Error ? error.message : String(error) });
  }
}

function say(code: number, result: { counts?: Record<string, number>; error?: string }, words = result.error): number {
  const line = values.json ? JSON.stringify({ job: name, dryRun: values["dry-run"], ...result }) : words;
  (code === 0 || values.json ? process.stdout : process.stderr).write(`${line}\n`);
  return code;
}
