ALTER TABLE "domains" ADD COLUMN "registrant_email" text;--> statement-breakpoint
-- Names that came by an order: whom the order named. The next read of the registrar corrects it.
UPDATE "domains" d SET "registrant_email" = o."contact"->>'email'
  FROM "order_items" i JOIN "orders" o ON o."id" = i."order_id"
  WHERE i."id" = d."order_item_id" AND o."contact"->>'email' <> '';
