import { expect, test } from "vitest";
import { orderIdIn } from "./order-id-in";

test("a finding leads to the order in its key, behind a word, or in one of its values", () => {
  expect(orderIdIn("ord_01abc", {})).toBe("ord_01abc");
  expect(orderIdIn("order ord_01abc", {})).toBe("ord_01abc");
  expect(orderIdIn("itm_01", { order_id: "ord_02", owed: 3 })).toBe("ord_02");
});

test("a finding about something else leads nowhere", () => {
  expect(orderIdIn("stripe evt_1", { type: "charge.captured", at: 5, note: "password_order" })).toBeNull();
});
