import { describe, expect, it } from "vitest";
import { formValues, keptValues } from "./form-values";

function form(...pairs: [string, string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  return data;
}

describe("what a form sent", () => {
  it("nests by dots, lists what comes twice, and leaves out React's fields and files", () => {
    const data = form(
      ["contact.city", "Köln"],
      ["contact.extra.vat", "DE1"],
      ["name", "a"],
      ["name", "b"],
      ["ids[]", "1"],
      ["$ACTION_ID_1", "x"],
      ["file", new Blob(["x"])],
    );
    expect(JSON.parse(JSON.stringify(formValues(data)))).toEqual({
      contact: { city: "Köln", extra: { vat: "DE1" } },
      name: ["a", "b"],
      ids: ["1"],
    });
  });

  it("cannot reach a prototype", () => {
    const values = formValues(
      form(["__proto__.admin", "1"], ["constructor.prototype.admin", "1"], ["a.__proto__", "1"]),
    );
    expect(Object.keys(values)).toEqual([]);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it("does not let a nested name overwrite a plain one, nor throw on odd names", () => {
    const values = formValues(form(["a", "1"], ["a.b", "2"], ["", "x"], [".", "x"], ["a..b", "x"], ["a.b.c.d.e", "x"]));
    expect({ ...values }).toEqual({ a: "1" });
  });

  it("is put back into the fields of a refused form without secrets", () => {
    const data = form(
      ["email", "a@b.test"],
      ["password", "s"],
      ["newPassword", "s"],
      ["authCode", "s"],
      ["apiKey", "s"],
    );
    expect(keptValues(data)).toEqual({ email: "a@b.test" });
  });
});
