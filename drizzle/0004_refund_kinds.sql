ALTER TABLE "orders" DROP CONSTRAINT "orders_capture_mode";--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "kind" text NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_kind" CHECK ("refunds"."kind" in ('undelivered', 'goodwill'));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_capture_mode" CHECK ("orders"."capture_mode" in ('after_success', 'at_start', 'billed_after'));