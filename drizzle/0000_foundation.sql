CREATE TABLE "registrar_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text,
	"registrar" text NOT NULL,
	"label" text NOT NULL,
	"credentials" text,
	"active" boolean DEFAULT false NOT NULL,
	"last_call_at" timestamp (3) with time zone,
	"last_error_at" timestamp (3) with time zone,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"organisation" text,
	"email" text NOT NULL,
	"phone" text NOT NULL,
	"address_line1" text NOT NULL,
	"address_line2" text,
	"city" text NOT NULL,
	"state" text,
	"postal_code" text NOT NULL,
	"country" text NOT NULL,
	"extra" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contacts_id_merchant" UNIQUE("id","merchant_id")
);
--> statement-breakpoint
CREATE TABLE "registrar_contacts" (
	"contact_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"registrar_account_id" text NOT NULL,
	"content_hash" text NOT NULL,
	"handle" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "registrar_contacts_contact_id_registrar_account_id_content_hash_pk" PRIMARY KEY("contact_id","registrar_account_id","content_hash")
);
--> statement-breakpoint
CREATE TABLE "domain_setup" (
	"domain_id" text NOT NULL,
	"step" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"note" text,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "domain_setup_domain_id_step_pk" PRIMARY KEY("domain_id","step"),
	CONSTRAINT "domain_setup_step" CHECK ("domain_setup"."step" in ('auto_renew_off', 'zone', 'records', 'delegation', 'answers')),
	CONSTRAINT "domain_setup_state" CHECK ("domain_setup"."state" in ('waiting', 'working', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "domains" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text,
	"name_ascii" text NOT NULL,
	"tld" text NOT NULL,
	"registrar" text NOT NULL,
	"registrar_account_id" text NOT NULL,
	"order_item_id" text,
	"registration" text NOT NULL,
	"registration_before_fraud" text,
	"connection" text DEFAULT 'pending' NOT NULL,
	"attention" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"registered_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"auto_renew" boolean NOT NULL,
	"registrar_auto_renew" boolean,
	"privacy" boolean,
	"locked" boolean,
	"name_servers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"epp_statuses" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"renew_price_minor" integer,
	"currency" text,
	"observed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "domains_orderItemId_unique" UNIQUE("order_item_id"),
	CONSTRAINT "domains_id_merchant" UNIQUE("id","merchant_id"),
	CONSTRAINT "domains_registration" CHECK ("domains"."registration" in ('pending', 'active', 'expired', 'redemption', 'transferred_away', 'cancelled', 'fraud')),
	CONSTRAINT "domains_connection" CHECK ("domains"."connection" in ('pending', 'verified', 'active', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "record_sets" (
	"id" text PRIMARY KEY NOT NULL,
	"zone_id" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"ttl_seconds" integer NOT NULL,
	"values" jsonb NOT NULL,
	"managed" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "record_sets_zone_name_type" UNIQUE("zone_id","name","type")
);
--> statement-breakpoint
CREATE TABLE "zones" (
	"id" text PRIMARY KEY NOT NULL,
	"domain_id" text,
	"merchant_id" text,
	"name_ascii" text NOT NULL,
	"host" text NOT NULL,
	"host_ref" text,
	"caller_reference" text NOT NULL,
	"name_servers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"change_ref" text,
	"changed_at" timestamp (3) with time zone,
	"in_sync_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "zones_callerReference_unique" UNIQUE("caller_reference"),
	CONSTRAINT "zones_name_host" UNIQUE("name_ascii","host")
);
--> statement-breakpoint
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
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"merchant_id" text,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"user_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "memberships_user_id_merchant_id_pk" PRIMARY KEY("user_id","merchant_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('owner', 'staff', 'read_only'))
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"country" text,
	"state" text DEFAULT 'active' NOT NULL,
	"stripe_customer_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "merchants_stripeCustomerId_unique" UNIQUE("stripe_customer_id"),
	CONSTRAINT "merchants_state" CHECK ("merchants"."state" in ('active', 'suspended'))
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"milli_tokens" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"merchant_id" text,
	"user_agent" text DEFAULT '' NOT NULL,
	"ip" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"admin" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"merchant_id" text,
	"order_id" text,
	"state" text DEFAULT 'open' NOT NULL,
	"summary" text NOT NULL,
	"facts" jsonb NOT NULL,
	"owner_user_id" text,
	"resolution" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "cases_state" CHECK ("cases"."state" in ('open', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" text PRIMARY KEY NOT NULL,
	"verb" text NOT NULL,
	"provider" text NOT NULL,
	"subject_id" text NOT NULL,
	"order_id" text,
	"merchant_id" text,
	"attempt" integer DEFAULT 1 NOT NULL,
	"key" text NOT NULL,
	"state" text DEFAULT 'sent' NOT NULL,
	"provider_ref" text,
	"request" jsonb,
	"refusal" jsonb,
	"last_error" text,
	"looks" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"looked_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "operations_key_unique" UNIQUE("key"),
	CONSTRAINT "operations_state" CHECK ("operations"."state" in ('sent', 'unknown', 'confirmed', 'refused')),
	CONSTRAINT "operations_verb" CHECK ("operations"."verb" in ('open_checkout', 'capture', 'release', 'rehold', 'register'))
);
--> statement-breakpoint
CREATE TABLE "provider_trace" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"provider" text NOT NULL,
	"verb" text NOT NULL,
	"operation_id" text,
	"order_id" text,
	"duration_ms" integer NOT NULL,
	"status" integer,
	"outcome" text NOT NULL,
	"request" jsonb,
	"response" jsonb
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"merchant_id" text,
	"order_id" text,
	"order_item_id" text,
	"domain_id" text,
	"side" text NOT NULL,
	"fact" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"once_key" text,
	CONSTRAINT "timeline_onceKey_unique" UNIQUE("once_key")
);
--> statement-breakpoint
CREATE TABLE "cart_items" (
	"id" text PRIMARY KEY NOT NULL,
	"cart_id" text NOT NULL,
	"name_ascii" text NOT NULL,
	"tld" text NOT NULL,
	"years" integer NOT NULL,
	"auto_renew" boolean NOT NULL,
	"privacy" boolean NOT NULL,
	"premium" boolean DEFAULT false NOT NULL,
	"premium_consent" boolean DEFAULT false NOT NULL,
	"available" boolean DEFAULT true NOT NULL,
	"registrar_account_id" text NOT NULL,
	"cost_minor" integer NOT NULL,
	"cost_currency" text NOT NULL,
	"price_minor" integer NOT NULL,
	"renew_price_minor" integer NOT NULL,
	"currency" text NOT NULL,
	"previous_price_minor" integer,
	"quoted_at" timestamp (3) with time zone NOT NULL,
	"quote_expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cart_items_name" UNIQUE("cart_id","name_ascii"),
	CONSTRAINT "cart_items_years" CHECK ("cart_items"."years" between 1 and 10),
	CONSTRAINT "cart_items_price" CHECK ("cart_items"."price_minor" >= 0 and "cart_items"."renew_price_minor" >= 0 and "cart_items"."cost_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "carts" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text,
	"visitor_hash" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "carts_visitorHash_unique" UNIQUE("visitor_hash")
);
--> statement-breakpoint
CREATE TABLE "name_claims" (
	"name_ascii" text PRIMARY KEY NOT NULL,
	"order_item_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "name_claims_orderItemId_unique" UNIQUE("order_item_id")
);
--> statement-breakpoint
CREATE TABLE "order_items" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"name_ascii" text NOT NULL,
	"tld" text NOT NULL,
	"years" integer NOT NULL,
	"auto_renew" boolean NOT NULL,
	"privacy" boolean NOT NULL,
	"premium" boolean NOT NULL,
	"registrar_account_id" text NOT NULL,
	"registrar" text NOT NULL,
	"price_minor" integer NOT NULL,
	"tax_minor" integer NOT NULL,
	"renew_price_minor" integer NOT NULL,
	"cost_limit_minor" integer NOT NULL,
	"cost_currency" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"failure_reason" text,
	"failure_message" text,
	"failure_field" text,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "order_items_name" UNIQUE("order_id","name_ascii"),
	CONSTRAINT "order_items_id_merchant" UNIQUE("id","merchant_id"),
	CONSTRAINT "order_items_state" CHECK ("order_items"."state" in ('waiting', 'registering', 'registered', 'refused', 'cancelled', 'fraud')),
	CONSTRAINT "order_items_kind" CHECK ("order_items"."kind" in ('register', 'transfer', 'renew', 'restore')),
	CONSTRAINT "order_items_years" CHECK ("order_items"."years" between 1 and 10),
	CONSTRAINT "order_items_ended" CHECK (("order_items"."state" in ('waiting', 'registering')) = ("order_items"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"placed_by_user_id" text NOT NULL,
	"state" text DEFAULT 'awaiting_payment' NOT NULL,
	"currency" text NOT NULL,
	"subtotal_minor" integer NOT NULL,
	"tax_minor" integer NOT NULL,
	"total_minor" integer NOT NULL,
	"tax_note" text DEFAULT '' NOT NULL,
	"cart_id" text NOT NULL,
	"cart_version" integer NOT NULL,
	"contact_id" text NOT NULL,
	"contact" jsonb NOT NULL,
	"cancel_requested_at" timestamp (3) with time zone,
	"fraud_flagged_at" timestamp (3) with time zone,
	"owed_minor" integer DEFAULT 0 NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"held_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "orders_cart_version" UNIQUE("cart_id","cart_version"),
	CONSTRAINT "orders_id_merchant" UNIQUE("id","merchant_id"),
	CONSTRAINT "orders_state" CHECK ("orders"."state" in ('awaiting_payment', 'review', 'fulfilling', 'completed', 'failed', 'cancelled')),
	CONSTRAINT "orders_total" CHECK ("orders"."total_minor" = "orders"."subtotal_minor" + "orders"."tax_minor" and "orders"."total_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"transaction_id" text NOT NULL,
	"account" text NOT NULL,
	"amount_minor" integer NOT NULL,
	"currency" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_transactions" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"external_key" text NOT NULL,
	"order_id" text,
	"merchant_id" text,
	CONSTRAINT "ledger_transactions_external" UNIQUE("external_key")
);
--> statement-breakpoint
CREATE TABLE "payment_methods" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"brand" text NOT NULL,
	"last4" text NOT NULL,
	"exp_month" integer NOT NULL,
	"exp_year" integer NOT NULL,
	"preferred" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"amount_minor" integer NOT NULL,
	"captured_minor" integer DEFAULT 0 NOT NULL,
	"refunded_minor" integer DEFAULT 0 NOT NULL,
	"currency" text NOT NULL,
	"session_id" text,
	"session_url" text,
	"session_expires_at" timestamp (3) with time zone,
	"intent_id" text,
	"capture_before" timestamp (3) with time zone,
	"payment_method_id" text,
	"card_brand" text,
	"card_last4" text,
	"decline_code" text,
	"decline_message" text,
	"held_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payments_sessionId_unique" UNIQUE("session_id"),
	CONSTRAINT "payments_intentId_unique" UNIQUE("intent_id"),
	CONSTRAINT "payments_kind" CHECK ("payments"."kind" in ('checkout', 'rehold')),
	CONSTRAINT "payments_state" CHECK ("payments"."state" in ('open', 'held', 'captured', 'released', 'expired', 'failed')),
	CONSTRAINT "payments_captured" CHECK ("payments"."captured_minor" between 0 and "payments"."amount_minor"),
	CONSTRAINT "payments_refunded" CHECK ("payments"."refunded_minor" between 0 and "payments"."captured_minor")
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"object_id" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"handled_at" timestamp (3) with time zone,
	"last_error" text,
	CONSTRAINT "webhook_events_provider_event_id_pk" PRIMARY KEY("provider","event_id")
);
--> statement-breakpoint
CREATE TABLE "invariant_findings" (
	"invariant" text NOT NULL,
	"row_key" text NOT NULL,
	"row" jsonb NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"cleared_at" timestamp (3) with time zone,
	CONSTRAINT "invariant_findings_invariant_row_key_pk" PRIMARY KEY("invariant","row_key")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"merchant_id" text,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"once_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "notices_onceKey_unique" UNIQUE("once_key")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"name" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_eventId_unique" UNIQUE("event_id")
);
--> statement-breakpoint
CREATE TABLE "reconciler_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"checked" integer DEFAULT 0 NOT NULL,
	"findings" integer DEFAULT 0 NOT NULL,
	"actions" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
CREATE TABLE "tld_costs" (
	"registrar_account_id" text NOT NULL,
	"tld" text NOT NULL,
	"currency" text NOT NULL,
	"register_minor" integer NOT NULL,
	"renew_minor" integer NOT NULL,
	"transfer_minor" integer,
	"restore_minor" integer,
	"fetched_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tld_costs_registrar_account_id_tld_pk" PRIMARY KEY("registrar_account_id","tld")
);
--> statement-breakpoint
CREATE TABLE "tld_price_overrides" (
	"tld" text PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"register_minor" integer,
	"renew_minor" integer,
	"transfer_minor" integer,
	"restore_minor" integer,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tlds" (
	"tld" text PRIMARY KEY NOT NULL,
	"group" text NOT NULL,
	"sold" boolean DEFAULT true NOT NULL,
	"position" integer NOT NULL,
	"min_years" integer DEFAULT 1 NOT NULL,
	"max_years" integer DEFAULT 10 NOT NULL,
	"privacy" boolean DEFAULT true NOT NULL,
	"idn" boolean DEFAULT false NOT NULL,
	"auth_code_required" boolean DEFAULT true NOT NULL,
	"grace_days" integer DEFAULT 45 NOT NULL,
	"redemption_days" integer DEFAULT 30 NOT NULL,
	"lock_days" integer DEFAULT 60 NOT NULL,
	"https_only" boolean DEFAULT false NOT NULL,
	"restriction" text,
	"routed_account_id" text,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "registrar_accounts" ADD CONSTRAINT "registrar_accounts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrar_contacts" ADD CONSTRAINT "registrar_contacts_registrar_account_id_registrar_accounts_id_fk" FOREIGN KEY ("registrar_account_id") REFERENCES "public"."registrar_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrar_contacts" ADD CONSTRAINT "registrar_contacts_contact_id_merchant_id_contacts_id_merchant_id_fk" FOREIGN KEY ("contact_id","merchant_id") REFERENCES "public"."contacts"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domain_setup" ADD CONSTRAINT "domain_setup_domain_id_domains_id_fk" FOREIGN KEY ("domain_id") REFERENCES "public"."domains"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domains" ADD CONSTRAINT "domains_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domains" ADD CONSTRAINT "domains_registrar_account_id_registrar_accounts_id_fk" FOREIGN KEY ("registrar_account_id") REFERENCES "public"."registrar_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domains" ADD CONSTRAINT "domains_order_item_id_order_items_id_fk" FOREIGN KEY ("order_item_id") REFERENCES "public"."order_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_sets" ADD CONSTRAINT "record_sets_zone_id_zones_id_fk" FOREIGN KEY ("zone_id") REFERENCES "public"."zones"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zones" ADD CONSTRAINT "zones_domain_id_domains_id_fk" FOREIGN KEY ("domain_id") REFERENCES "public"."domains"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zones" ADD CONSTRAINT "zones_domain_id_merchant_id_domains_id_merchant_id_fk" FOREIGN KEY ("domain_id","merchant_id") REFERENCES "public"."domains"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cart_items" ADD CONSTRAINT "cart_items_cart_id_carts_id_fk" FOREIGN KEY ("cart_id") REFERENCES "public"."carts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cart_items" ADD CONSTRAINT "cart_items_registrar_account_id_registrar_accounts_id_fk" FOREIGN KEY ("registrar_account_id") REFERENCES "public"."registrar_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carts" ADD CONSTRAINT "carts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "name_claims" ADD CONSTRAINT "name_claims_order_item_id_merchant_id_order_items_id_merchant_id_fk" FOREIGN KEY ("order_item_id","merchant_id") REFERENCES "public"."order_items"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_registrar_account_id_registrar_accounts_id_fk" FOREIGN KEY ("registrar_account_id") REFERENCES "public"."registrar_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_order_id_merchant_id_orders_id_merchant_id_fk" FOREIGN KEY ("order_id","merchant_id") REFERENCES "public"."orders"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_placed_by_user_id_users_id_fk" FOREIGN KEY ("placed_by_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_contact_id_merchant_id_contacts_id_merchant_id_fk" FOREIGN KEY ("contact_id","merchant_id") REFERENCES "public"."contacts"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_ledger_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."ledger_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_id_merchant_id_orders_id_merchant_id_fk" FOREIGN KEY ("order_id","merchant_id") REFERENCES "public"."orders"("id","merchant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tld_costs" ADD CONSTRAINT "tld_costs_registrar_account_id_registrar_accounts_id_fk" FOREIGN KEY ("registrar_account_id") REFERENCES "public"."registrar_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tld_price_overrides" ADD CONSTRAINT "tld_price_overrides_tld_tlds_tld_fk" FOREIGN KEY ("tld") REFERENCES "public"."tlds"("tld") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tlds" ADD CONSTRAINT "tlds_routed_account_id_registrar_accounts_id_fk" FOREIGN KEY ("routed_account_id") REFERENCES "public"."registrar_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "registrar_accounts_one_active" ON "registrar_accounts" USING btree ("active") WHERE "registrar_accounts"."active" and "registrar_accounts"."merchant_id" is null;--> statement-breakpoint
CREATE INDEX "registrar_accounts_merchant" ON "registrar_accounts" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "contacts_merchant" ON "contacts" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "domain_setup_open" ON "domain_setup" USING btree ("started_at") WHERE "domain_setup"."state" <> 'done';--> statement-breakpoint
CREATE UNIQUE INDEX "domains_one_live" ON "domains" USING btree ("name_ascii") WHERE "domains"."registration" in ('pending', 'active', 'expired', 'redemption', 'fraud');--> statement-breakpoint
CREATE INDEX "domains_merchant_name" ON "domains" USING btree ("merchant_id","name_ascii");--> statement-breakpoint
CREATE INDEX "domains_expiry" ON "domains" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "zones_domain" ON "zones" USING btree ("domain_id");--> statement-breakpoint
CREATE INDEX "engine_job_run_at" ON "engine_job" USING btree ("run_at");--> statement-breakpoint
CREATE UNIQUE INDEX "engine_run_function_event" ON "engine_run" USING btree ("function_id","event_id");--> statement-breakpoint
CREATE INDEX "engine_run_status" ON "engine_run" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "engine_run_function" ON "engine_run" USING btree ("function_id","id");--> statement-breakpoint
CREATE INDEX "engine_wait_event" ON "engine_wait" USING btree ("event_name","match_key");--> statement-breakpoint
CREATE INDEX "audit_log_merchant" ON "audit_log" USING btree ("merchant_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject_kind","subject_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "memberships_merchant" ON "memberships" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_unique" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "cases_one_open" ON "cases" USING btree ("kind","subject_id") WHERE "cases"."state" = 'open';--> statement-breakpoint
CREATE INDEX "cases_open" ON "cases" USING btree ("opened_at" DESC NULLS LAST) WHERE "cases"."state" = 'open';--> statement-breakpoint
CREATE INDEX "cases_order" ON "cases" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_confirmed" ON "operations" USING btree ("subject_id","verb") WHERE "operations"."state" = 'confirmed';--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_open" ON "operations" USING btree ("subject_id","verb") WHERE "operations"."state" in ('sent', 'unknown');--> statement-breakpoint
CREATE INDEX "operations_open" ON "operations" USING btree ("created_at") WHERE "operations"."state" in ('sent', 'unknown');--> statement-breakpoint
CREATE INDEX "operations_order" ON "operations" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "operations_recent" ON "operations" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "provider_trace_operation" ON "provider_trace" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "provider_trace_order" ON "provider_trace" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "provider_trace_provider" ON "provider_trace" USING btree ("provider","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "timeline_order" ON "timeline" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "timeline_domain" ON "timeline" USING btree ("domain_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "carts_one_a_merchant" ON "carts" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "order_items_order" ON "order_items" USING btree ("order_id","position");--> statement-breakpoint
CREATE INDEX "order_items_open" ON "order_items" USING btree ("updated_at") WHERE "order_items"."state" in ('waiting', 'registering');--> statement-breakpoint
CREATE INDEX "orders_merchant" ON "orders" USING btree ("merchant_id","placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_recent" ON "orders" USING btree ("placed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_open" ON "orders" USING btree ("updated_at") WHERE "orders"."state" in ('awaiting_payment', 'review', 'fulfilling');--> statement-breakpoint
CREATE INDEX "ledger_entries_transaction" ON "ledger_entries" USING btree ("transaction_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_account" ON "ledger_entries" USING btree ("account");--> statement-breakpoint
CREATE INDEX "ledger_transactions_order" ON "ledger_transactions" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "payment_methods_merchant" ON "payment_methods" USING btree ("merchant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_live" ON "payments" USING btree ("order_id","kind") WHERE "payments"."state" in ('open', 'held');--> statement-breakpoint
CREATE INDEX "payments_order" ON "payments" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "payments_live" ON "payments" USING btree ("updated_at") WHERE "payments"."state" in ('open', 'held');--> statement-breakpoint
CREATE INDEX "webhook_events_unhandled" ON "webhook_events" USING btree ("received_at") WHERE "webhook_events"."handled_at" is null;--> statement-breakpoint
CREATE INDEX "invariant_findings_open" ON "invariant_findings" USING btree ("invariant") WHERE "invariant_findings"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "notices_recent" ON "notices" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "notices_unsent" ON "notices" USING btree ("created_at") WHERE "notices"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_unsent" ON "outbox" USING btree ("id") WHERE "outbox"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "tld_costs_tld" ON "tld_costs" USING btree ("tld");--> statement-breakpoint
CREATE INDEX "tlds_sold_position" ON "tlds" USING btree ("sold","position");