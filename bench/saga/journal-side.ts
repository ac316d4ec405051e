import postgres from "postgres";
import { stepsPerRun, tenInFlight } from "./saga-function";

/** The raw journal loop: insert a run, commit each step's row, update the run. What durability itself costs. */
export async function journalSide(databaseUrl: string) {
  const sql = postgres(databaseUrl, { max: 10, onnotice: () => {} });
  await sql`create table journal_run (id bigint primary key, status text not null, output jsonb)`;
  await sql`create table journal_step (run_id bigint, step int, data jsonb not null, primary key (run_id, step))`;
  let first = 0;

  async function one(number: number): Promise<void> {
    await sql`insert into journal_run (id, status) values (${number}, 'active')`;
    for (let step = 0; step < stepsPerRun; step++) {
      await sql`
        insert into journal_step (run_id, step, data)
        values (${number}, ${step}, ${sql.json({ number: step, reference: `${number}-${step}` })})`;
    }
    await sql`update journal_run set status = 'completed', output = '28' where id = ${number}`;
  }

  const measure = async (runs: number): Promise<number> => {
    const from = first;
    first += runs;
    const began = performance.now();
    await tenInFlight(runs, one, from);
    const stepsPerSecond = (runs * stepsPerRun * 1000) / (performance.now() - began);
    const [row] = await sql`select count(*)::int as steps from journal_step where run_id >= ${from}`;
    if (row?.steps !== runs * stepsPerRun) throw new Error("The journal did other work than it should.");
    return stepsPerSecond;
  };
  return { measure, close: () => sql.end() };
}
