CREATE TABLE "engine_cron" (
	"function_id" text NOT NULL,
	"expression" text NOT NULL,
	"last_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engine_cron_function_id_expression_pk" PRIMARY KEY("function_id","expression")
);
--> statement-breakpoint
CREATE TABLE "engine_event" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engine_function" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"triggers" jsonb NOT NULL,
	"retries" integer NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engine_job" (
	"run_id" text NOT NULL,
	"step_id" text NOT NULL,
	"kind" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp (3) with time zone NOT NULL,
	"owner" text,
	"generation" integer DEFAULT 0 NOT NULL,
	"again" boolean DEFAULT false NOT NULL,
	"last_error" text,
	CONSTRAINT "engine_job_run_id_step_id_pk" PRIMARY KEY("run_id","step_id"),
	CONSTRAINT "engine_job_kind_known" CHECK ("engine_job"."kind" in ('discover', 'step', 'sleep', 'timeout'))
);
--> statement-breakpoint
CREATE TABLE "engine_run" (
	"id" text PRIMARY KEY NOT NULL,
	"function_id" text NOT NULL,
	"event_id" text NOT NULL,
	"status" text NOT NULL,
	"parent_run_id" text,
	"parent_step_id" text,
	"output" json,
	"error" json,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "engine_run_status_known" CHECK ("engine_run"."status" in ('active', 'completed', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "engine_step" (
	"run_id" text NOT NULL,
	"step_id" text NOT NULL,
	"name" text NOT NULL,
	"op" text NOT NULL,
	"status" text NOT NULL,
	"data" json,
	"error" json,
	"position" integer NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "engine_step_run_id_step_id_pk" PRIMARY KEY("run_id","step_id"),
	CONSTRAINT "engine_step_status_known" CHECK ("engine_step"."status" in ('pending', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "engine_wait" (
	"run_id" text NOT NULL,
	"step_id" text NOT NULL,
	"event_name" text NOT NULL,
	"match" jsonb NOT NULL,
	"match_key" text DEFAULT '' NOT NULL,
	CONSTRAINT "engine_wait_run_id_step_id_pk" PRIMARY KEY("run_id","step_id")
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "owed_minor" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "engine_job_run_at" ON "engine_job" USING btree ("run_at");--> statement-breakpoint
CREATE UNIQUE INDEX "engine_run_function_event" ON "engine_run" USING btree ("function_id","event_id");--> statement-breakpoint
CREATE INDEX "engine_run_status" ON "engine_run" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "engine_run_function" ON "engine_run" USING btree ("function_id","id");--> statement-breakpoint
CREATE INDEX "engine_wait_event" ON "engine_wait" USING btree ("event_name","match_key");