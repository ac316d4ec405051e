import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkAgainstSpec, isSpecPresent, newerParams, specPath } from "./spec-check";

const typesFolder = join(dirname(fileURLToPath(import.meta.resolve("stripe"))), "resources");

describe.skipIf(!isSpecPresent())(`the published description (needs ${specPath})`, () => {
  const check = (method: string, path: string, form: string) => checkAgainstSpec({ method, path, form });

  it("passes what is right", () => {
    expect(
      check(
        "POST",
        "/v1/payment_intents",
        "amount=5&currency=usd&metadata[a]=b&expand[0]=latest_charge&off_session=true",
      ),
    ).toEqual([]);
    expect(check("POST", "/v1/payment_intents/pi_1/capture", "amount_to_capture=5")).toEqual([]);
    expect(check("GET", "/v1/payment_intents", "customer=cus_1&created[gte]=5&limit=3")).toEqual([]);
    expect(check("GET", "/v1/payment_intents/search", "query=x")).toEqual([]);
    expect(check("POST", "/v1/payment_intents", "amount=5&currency=usd&allowed_payment_method_types[0]=card")).toEqual(
      [],
    );
  });

  it.each([
    ["POST", "/v1/payment_intents", "currency=usd", "amount: missing"],
    ["POST", "/v1/payment_intents", "amount=x&currency=usd", 'amount: "x" is not an integer'],
    ["POST", "/v1/payment_intents", "amount=5&currency=usd&colour=red", "colour: unknown parameter"],
    ["POST", "/v1/payment_intents/pi_1/cancel", "cancellation_reason=bored", "is not one of"],
    ["POST", "/v1/payment_intents", "amount=5&currency=usd&confirm=perhaps", "is not a boolean"],
    [
      "POST",
      "/v1/checkout/sessions",
      "success_url=a&line_items[0][price_data][currency]=usd&line_items[0][price_data][product_data][label]=a",
      "product_data][label]: unknown parameter",
    ],
    ["POST", "/v1/teapots", "", "no such operation"],
    ["GET", "/v1/payment_intents", "colour=red", "colour: unknown parameter"],
  ])("%s %s %s: %s", (method, path, form, violation) => {
    expect(check(method, path, form).join("\n")).toContain(violation);
  });
});

describe("what is newer than the description", () => {
  it.each(Object.entries(newerParams))(
    "%s: each name is a parameter of the installed package",
    (_, { file, type, params }) => {
      const source = readFileSync(join(typesFolder, `${file}.d.ts`), "utf8");
      const start = source.search(new RegExp(`interface ${type} (extends \\w+ )?\\{`));
      expect(start).toBeGreaterThan(-1);
      const body = source.slice(start, source.indexOf("\n}", start));
      for (const param of params) expect(body).toMatch(new RegExp(`^\\s+${param}\\?: `, "m"));
    },
  );
});
