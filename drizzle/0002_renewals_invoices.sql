CREATE TABLE "api_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_tokens_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"token_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"response" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_token_id_key_pk" PRIMARY KEY("token_id","key")
);
--> statement-breakpoint
CREATE TABLE "book_differences" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"month" text NOT NULL,
	"cause" text NOT NULL,
	"name_ascii" text,
	"order_id" text,
	"merchant_id" text,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"facts" jsonb NOT NULL,
	"proposal" jsonb,
	"state" text DEFAULT 'open' NOT NULL,
	"note" text,
	"closed_by" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "book_differences_state" CHECK ("book_differences"."state" in ('open', 'posted', 'explained', 'gone'))
);
--> statement-breakpoint
CREATE TABLE "closed_months" (
	"month" text PRIMARY KEY NOT NULL,
	"totals" jsonb NOT NULL,
	"closed_by" text NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "registrar_charges" (
	"registrar_account_id" text NOT NULL,
	"external_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"verb" text NOT NULL,
	"name_ascii" text NOT NULL,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"fetched_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "registrar_charges_registrar_account_id_external_id_pk" PRIMARY KEY("registrar_account_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "stripe_movements" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"source_id" text,
	"intent_id" text,
	"amount_minor" integer NOT NULL,
	"fee_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"fetched_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"order_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"reason" text NOT NULL,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"answer_by" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "disputes_state" CHECK ("disputes"."state" in ('open', 'won', 'lost'))
);
--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"invoice_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"domain_id" text,
	"name_ascii" text NOT NULL,
	"years" integer NOT NULL,
	"period_start" timestamp (3) with time zone,
	"price_minor" integer NOT NULL,
	"tax_minor" integer NOT NULL,
	"cost_minor" integer NOT NULL,
	"cost_currency" text NOT NULL,
	"rate" text DEFAULT '1' NOT NULL,
	"rate_at" timestamp (3) with time zone,
	"live" boolean DEFAULT true NOT NULL,
	"order_item_id" text,
	CONSTRAINT "invoice_lines_kind" CHECK ("invoice_lines"."kind" in ('register', 'transfer', 'renew', 'restore')),
	CONSTRAINT "invoice_lines_years" CHECK ("invoice_lines"."years" between 1 and 10)
);
--> statement-breakpoint
CREATE TABLE "invoice_series" (
	"series" text PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"merchant_id" text NOT NULL,
	"currency" text NOT NULL,
	"subtotal_minor" integer NOT NULL,
	"tax_minor" integer NOT NULL,
	"total_minor" integer NOT NULL,
	"credited_minor" integer DEFAULT 0 NOT NULL,
	"tax_rate_basis_points" integer DEFAULT 0 NOT NULL,
	"reverse_charge" boolean DEFAULT false NOT NULL,
	"tax_note" text DEFAULT '' NOT NULL,
	"seller" jsonb NOT NULL,
	"buyer" jsonb NOT NULL,
	"order_id" text,
	"corrects_id" text,
	"reason" text,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"dunning_step" integer DEFAULT 0 NOT NULL,
	"next_dunning_at" timestamp (3) with time zone,
	CONSTRAINT "invoices_number_unique" UNIQUE("number"),
	CONSTRAINT "invoices_orderId_unique" UNIQUE("order_id"),
	CONSTRAINT "invoices_id_merchant" UNIQUE("id","merchant_id"),
	CONSTRAINT "invoices_kind" CHECK ("invoices"."kind" in ('sale', 'renewal', 'transfer', 'restore', 'receivable', 'credit_note')),
	CONSTRAINT "invoices_state" CHECK ("invoices"."state" in ('open', 'paid', 'void', 'written_off')),
	CONSTRAINT "invoices_total" CHECK ("invoices"."total_minor" = "invoices"."subtotal_minor" + "invoices"."tax_minor" and "invoices"."subtotal_minor" >= 0),
	CONSTRAINT "invoices_credited" CHECK ("invoices"."credited_minor" between 0 and "invoices"."total_minor"),
	CONSTRAINT "invoices_correction" CHECK (("invoices"."kind" = 'credit_note') = ("invoices"."corrects_id" is not null)),
	CONSTRAINT "invoices_ended" CHECK (("invoices"."state" = 'open') = ("invoices"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"order_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"credit_note_id" text,
	"to" text NOT NULL,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'sent' NOT NULL,
	"provider_ref" text,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "refunds_providerRef_unique" UNIQUE("provider_ref"),
	CONSTRAINT "refunds_state" CHECK ("refunds"."state" in ('sent', 'done', 'failed')),
	CONSTRAINT "refunds_amount" CHECK ("refunds"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "transfer_codes" (
	"order_item_id" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"period" text NOT NULL,
	"dry_run" boolean DEFAULT false NOT NULL,
	"started_by" text,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"error" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "notice_preferences" (
	"user_id" text NOT NULL,
	"topic" text NOT NULL,
	"wanted" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_preferences_user_id_topic_pk" PRIMARY KEY("user_id","topic")
);
--> statement-breakpoint
ALTER TABLE "operations" DROP CONSTRAINT "operations_verb";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_kind";--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "placed_by_user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "cart_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "cart_version" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "contact_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "contact" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "registrar_accounts" ADD COLUMN "auto_renew_policy" text DEFAULT 'off' NOT NULL;--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "expiry_source" text;--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "registrar_auto_renew_policy" text;--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "orders30d" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "revenue30d_minor" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "transfer_locked_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "verify_by" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "verified_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "billing" jsonb;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "vat_id" text;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "credit_auto_apply" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "calendar_hash" text;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "domain_id" text;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "expiry_before" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "stage" text;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "stage_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "invoice_id" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "invoice_try" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "capture_mode" text DEFAULT 'after_success' NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "domain_id" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "due_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "due_to" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "message_id" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "delivered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "bounced_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "last_error" text;--> statement-breakpoint
ALTER TABLE "tlds" ADD COLUMN "grace_fee_minor" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tlds" ADD COLUMN "verify_days" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_merchant_id_memberships_user_id_merchant_id_fk" FOREIGN KEY ("user_id","merchant_id") REFERENCES "public"."memberships"("user_id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_token_id_api_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."api_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrar_charges" ADD CONSTRAINT "registrar_charges_registrar_account_id_registrar_accounts_id_fk" FOREIGN KEY ("registrar_account_id") REFERENCES "public"."registrar_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_invoice_id_merchant_id_invoices_id_merchant_id_fk" FOREIGN KEY ("invoice_id","merchant_id") REFERENCES "public"."invoices"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_corrects_id_merchant_id_invoices_id_merchant_id_fk" FOREIGN KEY ("corrects_id","merchant_id") REFERENCES "public"."invoices"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_merchant_id_orders_id_merchant_id_fk" FOREIGN KEY ("order_id","merchant_id") REFERENCES "public"."orders"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfer_codes" ADD CONSTRAINT "transfer_codes_order_item_id_order_items_id_fk" FOREIGN KEY ("order_item_id") REFERENCES "public"."order_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_merchant" ON "api_tokens" USING btree ("merchant_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "book_differences_key" ON "book_differences" USING btree ("key");--> statement-breakpoint
CREATE INDEX "book_differences_open" ON "book_differences" USING btree ("opened_at") WHERE "book_differences"."state" = 'open';--> statement-breakpoint
CREATE INDEX "book_differences_month" ON "book_differences" USING btree ("month");--> statement-breakpoint
CREATE INDEX "registrar_charges_name" ON "registrar_charges" USING btree ("name_ascii","at");--> statement-breakpoint
CREATE INDEX "registrar_charges_at" ON "registrar_charges" USING btree ("at");--> statement-breakpoint
CREATE INDEX "stripe_movements_intent" ON "stripe_movements" USING btree ("intent_id");--> statement-breakpoint
CREATE INDEX "stripe_movements_at" ON "stripe_movements" USING btree ("at");--> statement-breakpoint
CREATE INDEX "disputes_order" ON "disputes" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "disputes_open" ON "disputes" USING btree ("opened_at") WHERE "disputes"."state" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_lines_one_a_period" ON "invoice_lines" USING btree ("domain_id","period_start") WHERE "invoice_lines"."kind" = 'renew' and "invoice_lines"."live";--> statement-breakpoint
CREATE INDEX "invoice_lines_invoice" ON "invoice_lines" USING btree ("invoice_id","position");--> statement-breakpoint
CREATE INDEX "invoice_lines_domain" ON "invoice_lines" USING btree ("domain_id");--> statement-breakpoint
CREATE INDEX "invoices_merchant" ON "invoices" USING btree ("merchant_id","issued_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invoices_recent" ON "invoices" USING btree ("issued_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invoices_dunning" ON "invoices" USING btree ("next_dunning_at") WHERE "invoices"."state" = 'open';--> statement-breakpoint
CREATE INDEX "invoices_corrects" ON "invoices" USING btree ("corrects_id");--> statement-breakpoint
CREATE INDEX "refunds_payment" ON "refunds" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "refunds_order" ON "refunds" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "refunds_open" ON "refunds" USING btree ("created_at") WHERE "refunds"."state" = 'sent';--> statement-breakpoint
CREATE UNIQUE INDEX "job_runs_one_a_period" ON "job_runs" USING btree ("job","period") WHERE not "job_runs"."dry_run";--> statement-breakpoint
CREATE INDEX "job_runs_recent" ON "job_runs" USING btree ("job","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "domains_renewable" ON "domains" USING btree ("expires_at","id") WHERE "domains"."registration" in ('active', 'expired') and "domains"."auto_renew" and "domains"."merchant_id" is not null;--> statement-breakpoint
CREATE INDEX "order_items_domain" ON "order_items" USING btree ("domain_id");--> statement-breakpoint
CREATE INDEX "orders_invoice" ON "orders" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "notices_domain" ON "notices" USING btree ("domain_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "notices_merchant" ON "notices" USING btree ("merchant_id","created_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_calendarHash_unique" UNIQUE("calendar_hash");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_invoice_try" UNIQUE("invoice_id","invoice_try");--> statement-breakpoint
ALTER TABLE "registrar_accounts" ADD CONSTRAINT "registrar_accounts_auto_renew_policy" CHECK ("registrar_accounts"."auto_renew_policy" in ('off', 'on_until_unpaid', 'on'));--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_verb" CHECK ("operations"."verb" in ('open_checkout', 'charge', 'capture', 'release', 'rehold', 'refund', 'register', 'renew', 'transfer', 'restore'));--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_stage" CHECK ("order_items"."stage" in ('submitted', 'owner', 'registry'));--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_for_domain" CHECK (("order_items"."kind" in ('renew', 'restore')) = ("order_items"."domain_id" is not null));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_capture_mode" CHECK ("orders"."capture_mode" in ('after_success', 'at_start'));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_origin" CHECK (num_nonnulls("orders"."cart_id", "orders"."invoice_id") <= 1);--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_kind" CHECK ("payments"."kind" in ('checkout', 'saved_card', 'rehold', 'credit'));