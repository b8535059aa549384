import { describe, expect, it } from "vitest";
import { z } from "zod";
import { formValues, withoutSecrets } from "@/lib/actions/form";
import { fieldErrors } from "@/lib/actions/run";
import { errorMessages, fail } from "@/lib/errors/codes";

function form(...fields: [name: string, value: string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe("a form", () => {
  it("is one text per name, the last one, and a list where the name ends in []", () => {
    expect(formValues(form(["a", "1"], ["a", "2"], ["b[]", "1"], ["b[]", "2"], ["c[]", "1"], ["d", ""]))).toEqual({
      a: "2",
      b: ["1", "2"],
      c: ["1"],
      d: "",
    });
  });

  it("leaves out files and what React adds", () => {
    expect(formValues(form(["file", new Blob(["x"])], ["$ACTION_ID_abc", ""], ["$ACTION_REF_1", ""]))).toEqual({});
  });

  it("does not let a name change anything but itself", () => {
    const values = formValues(form(["__proto__", "x"], ["__proto__[]", "y"], ["constructor", "z"]));
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
    expect(Object.keys(values)).toEqual(["__proto__", "constructor"]);
  });

  it("gives back all but the secrets", () => {
    const typed = { login: "a", password: "b", currentPassword: "c", newPassword: "d", code: "e", secretWord: "f" };
    expect(withoutSecrets(typed)).toEqual({ login: "a" });
  });
});

describe("failures", () => {
  it("have a French message for every code, and keep a more precise one", () => {
    for (const code of Object.keys(errorMessages) as (keyof typeof errorMessages)[]) {
      expect(fail(code)).toEqual({ ok: false, code, message: errorMessages[code] });
      expect(errorMessages[code]).toMatch(/^[A-ZÀ-Ý].*\.$/);
    }
    expect(fail("LIMITED", { message: "Réessayez dans 2 minutes." }).message).toBe("Réessayez dans 2 minutes.");
  });

  it("name the field by its path, and the form by nothing", () => {
    const schema = z
      .object({ a: z.object({ b: z.string("Un texte.") }), c: z.array(z.string("Un texte.")) })
      .refine(() => false, "Tout est à revoir.");
    expect(fieldErrors(schema.safeParse({ a: {}, c: [1] }).error ?? new z.ZodError([]))).toEqual({
      "a.b": ["Un texte."],
      "c.0": ["Un texte."],
    });
    const valid = schema.safeParse({ a: { b: "" }, c: [] }).error ?? new z.ZodError([]);
    expect(fieldErrors(valid)).toEqual({ "": ["Tout est à revoir."] });
  });
});
