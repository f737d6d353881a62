import { complaints, type Draft, prefilled, toSend } from "@yingke/api/request-form";
import { describe, expect, it } from "vitest";
import type { Field, Form } from "../src/state/types";

const field = (key: string, kind: Field["kind"], change: Partial<Field> = {}): Field => ({
  key,
  kind,
  label: { "zh-CN": key },
  required: true,
  public: true,
  ...change,
});
const form: Form = {
  type_id: "tty_1",
  key: "refund",
  name: "退款",
  description: "",
  values: { amount: 12990, lines: [{ line_no: 2, quantity: 1 }], internal: "x" },
  fields: [
    field("amount", "money"),
    field("phone", "phone"),
    field("reason", "select"),
    field("lines", "order_lines"),
    field("proof", "attachments"),
    field("note", "text", { required: false }),
    field("internal", "text", { public: false }),
  ],
};
const photo = { attachment_id: "att_1", url: "", name: "a.png", mime: "image/png", size_bytes: 1 };
const draft = (values: Record<string, unknown>, files: Draft["files"] = {}): Draft => ({
  client_id: "c",
  values,
  description: "",
  files,
});

describe("a request form", () => {
  it("says of every field what is wrong with it, and nothing of fields for staff", () => {
    expect(complaints(form, draft({ amount: "abc", phone: "12", lines: [] }))).toEqual({
      amount: "number",
      phone: "phone",
      reason: "required_pick",
      lines: "required_pick",
      proof: "required_pick",
    });
  });

  it("takes masked phones as they were prefilled", () => {
    const values = { amount: "1", phone: "138****1234", reason: "broken", lines: [1] };
    expect(complaints(form, draft(values, { proof: [photo] }))).toEqual({});
  });

  it("shows fen as yuan and sends yuan as fen", () => {
    const values = prefilled(form);
    expect(values.amount).toBe("129.9");
    expect(values.lines).toEqual([2]);
    const sent = toSend(form, draft({ ...values, amount: "0.1", note: "  ", phone: " 1 " }, { proof: [photo] }));
    expect(sent).toMatchObject({ amount: 10, lines: [2], proof: ["att_1"], phone: "1" });
    expect(sent).not.toHaveProperty("internal");
  });
});
