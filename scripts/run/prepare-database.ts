import { migrateDatabase } from "../../db/migrate";
import { seedDemo, seedPlatform } from "../../db/seed";

/** Run as a process of its own, so that the script that stays does not keep the schema and the seed in memory. */
const url = process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL is not set.");
await migrateDatabase(url);
await (process.argv.includes("--demo") ? seedDemo() : seedPlatform());
process.exit(0);
