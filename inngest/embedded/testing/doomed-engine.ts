/** A process of its own that a test kills while it works: `tsx doomed-engine.ts <database url>` prints a line a step. */
import { Inngest } from "inngest";
import { systemClock } from "../../../lib/kernel/clock";
import { embeddedClientOptions, startEngine } from "..";
import { doomedFunctions } from "./doomed-functions";

const signingKey = "signkey-test-00112233445566778899aabbccddeeff";
const client = new Inngest(embeddedClientOptions({ id: "doomed", signingKey }));
const functions = doomedFunctions(client, () => void process.stdout.write("step\n"));
const databaseUrl = process.argv[2] ?? "";
const engine = await startEngine({ databaseUrl, client, functions, signingKey, clock: systemClock });
await engine.send(Array.from({ length: 10 }, () => ({ name: "doomed/go" })));
