ALTER TABLE "domain_setup" DROP CONSTRAINT "domain_setup_step";--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "registrant" jsonb;--> statement-breakpoint
ALTER TABLE "domain_setup" ADD CONSTRAINT "domain_setup_step" CHECK ("domain_setup"."step" in ('auto_renew_off', 'zone', 'records', 'delegation', 'answers', 'registrant'));--> statement-breakpoint
-- Names that came by an order: whom the order named.
UPDATE "domains" d SET "registrant" = o."contact"
  FROM "order_items" i JOIN "orders" o ON o."id" = i."order_id"
  WHERE i."id" = d."order_item_id" AND jsonb_typeof(o."contact") = 'object';
