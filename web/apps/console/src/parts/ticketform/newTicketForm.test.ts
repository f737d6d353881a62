import type { Schemas } from "@yingke/api";
import { describe, expect, it } from "vitest";
import { emptyForm, formFrom, formProblems, prefilled, type TicketType, toCreate, withType } from "./newTicketForm";

const field = (key: string, kind: Schemas["FieldKind"], more = {}) => ({
  key,
  kind,
  label: { "zh-CN": key },
  required: false,
  public: true,
  ...more,
});
const type = (fields: Schemas["FieldDef"][]) => ({ id: "tty_1", fields, steps: [] }) as unknown as TicketType;
const order = (lines: number[]) =>
  ({
    order_no: "YK2026",
    paid_fen: 9900,
    phone: "138****5678",
    address: "",
    lines: lines.map((line_no) => ({ line_no })),
    shipments: [],
  }) as unknown as Schemas["OrderView"];

describe("prefilling from the order", () => {
  const fields = [
    field("no", "text", { prefill: "order.no" }),
    field("amount", "money", { prefill: "order.paid_fen" }),
    field("lines", "order_lines", { prefill: "order.lines" }),
    field("address", "text", { prefill: "order.address" }),
    field("parcel", "text", { prefill: "shipment.tracking_no" }),
  ];

  it("fills what is empty and knows when there is nothing to fill", () => {
    expect(prefilled(fields, {}, order([1]))).toEqual({ no: "YK2026", amount: 9900, lines: [1] });
  });
  it("never overwrites what a person typed, zero included", () => {
    expect(prefilled(fields, { no: "别的", amount: 0 }, order([1, 2]))).toEqual({ no: "别的", amount: 0 });
  });
});

describe("a new ticket", () => {
  it("starts from the draft of a conversation", () => {
    const form = formFrom({ type_id: "tty_1", title: "退货", order_id: null, fields: null });
    expect(form).toMatchObject({ type_id: "tty_1", title: "退货", order_id: undefined, fields: {} });
  });

  it("keeps what fits when the type changes", () => {
    const before = type([field("reason", "text"), field("amount", "money")]);
    const after = type([field("reason", "select"), field("amount", "money")]);
    const form = { ...emptyForm(), fields: { reason: "坏了", amount: 100 } };
    expect(withType(form, before, after).fields).toEqual({ amount: 100 });
  });

  it("counts what is missing", () => {
    const form = { ...emptyForm(), title: "  " };
    expect(formProblems(form, undefined)).toMatchObject({ type: true, title: "required", count: 2 });
  });

  it("may leave gaps, but nothing wrong: an agent knows what the customer has not said yet", () => {
    const whole = type([field("reason", "text", { required: true }), field("amount", "money")]);
    const form = { ...emptyForm(), title: "退货" };
    expect(formProblems(form, whole).count).toBe(0);
    expect(formProblems({ ...form, fields: { amount: 0.5 } }, whole)).toMatchObject({
      fields: { amount: "not_money" },
      count: 1,
    });
  });

  it("sends lines only together with an order", () => {
    const withLines = type([field("lines", "order_lines")]);
    const form = { ...emptyForm(), title: " 退货 ", fields: { lines: [2] } };
    expect(toCreate(form, withLines, {})).toMatchObject({ title: "退货", line_nos: [] });
    expect(toCreate({ ...form, order_id: "ord_1" }, withLines, {}).line_nos).toEqual([2]);
    expect(toCreate({ ...form, order_id: "ord_1" }, type([]), { line_nos: [1, 3] }).line_nos).toEqual([1, 3]);
  });
});
