import { describe, expect, it } from "vitest";
import { fillScript } from "../../../parts/sop/fill";
import { conversation } from "../testing";
import { belongs, filterOf, orderIn } from "./filter";
import { moveSection, orderedSections, SECTIONS } from "./layout";
import { isSafeUrl, linkParts, noticeIn, optionsIn, orderIn as orderCardIn } from "./payload";
import { isSendKey } from "./sendKey";
import { openVariables, replaceTrigger, triggerAt } from "./trigger";

describe("the filter of the list", () => {
  it("reads an address and leaves out what is no filter", () => {
    expect(filterOf({ box: "waiting", state: "queued", q: " 鹿 " })).toMatchObject({
      box: "waiting",
      state: "queued",
      q: " 鹿 ",
    });
    expect(filterOf({ box: "nothing", state: "odd", q: "  ", group_id: 7 })).toEqual({ box: "mine" });
  });

  it("knows which box a conversation stands in", () => {
    const mine = { box: "mine" } as const;
    expect(belongs(conversation(), mine, "agt_me")).toBe(true);
    expect(belongs(conversation({ agent_id: "agt_other" }), mine, "agt_me")).toBe(false);
    expect(belongs(conversation({ state: "ended" }), mine, "agt_me")).toBe(false);
    expect(belongs(conversation({ state: "queued", agent_id: null }), { box: "waiting" }, "agt_me")).toBe(true);
    expect(belongs(conversation(), { box: "all", group_id: "grp_2" }, "agt_me")).toBe(false);
  });

  it("orders those who wait by urgency and then by their wait, the others by activity", () => {
    const early = conversation({ id: "a", enqueued_at: 1, priority: 1, sort_at: 1 });
    const late = conversation({ id: "b", enqueued_at: 9, priority: 1, sort_at: 9 });
    const urgent = conversation({ id: "c", enqueued_at: 99, priority: 3, sort_at: 5 });
    expect([late, urgent, early].sort(orderIn("waiting")).map(({ id }) => id)).toEqual(["c", "a", "b"]);
    expect([late, urgent, early].sort(orderIn("mine")).map(({ id }) => id)).toEqual(["b", "c", "a"]);
  });
});

describe("the send key", () => {
  const press = { key: "Enter", isComposing: false, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

  it("sends with Enter and breaks the line with Shift", () => {
    expect(isSendKey(press, "enter")).toBe(true);
    expect(isSendKey({ ...press, shiftKey: true }, "enter")).toBe(false);
    expect(isSendKey({ ...press, key: "a" }, "enter")).toBe(false);
  });

  it("never sends during composition, in the way any browser reports it", () => {
    expect(isSendKey({ ...press, isComposing: true }, "enter")).toBe(false);
    expect(isSendKey({ ...press, keyCode: 229 }, "enter")).toBe(false);
    expect(isSendKey({ ...press, isComposing: true, ctrlKey: true }, "mod+enter")).toBe(false);
  });

  it("can be swapped", () => {
    expect(isSendKey(press, "mod+enter")).toBe(false);
    expect(isSendKey({ ...press, metaKey: true }, "mod+enter")).toBe(true);
  });
});

describe("triggers in the text", () => {
  it("finds a sign at the beginning or after a space, and nowhere else", () => {
    expect(triggerAt("/物流", 3, "reply")).toEqual({ kind: "script", query: "物流", from: 0, to: 3 });
    expect(triggerAt("好的 #2026", 8, "reply")).toMatchObject({ kind: "object", query: "2026" });
    expect(triggerAt("您好，#2026", 8, "reply")).toMatchObject({ kind: "object" });
    expect(triggerAt("http://a.b/c", 12, "reply")).toBeUndefined();
    expect(triggerAt("/物流 然后", 6, "reply")).toBeUndefined();
  });

  it("names people in notes only, and offers scripts and cards in replies only", () => {
    expect(triggerAt("@陈", 2, "note")).toMatchObject({ kind: "mention", query: "陈" });
    expect(triggerAt("@陈", 2, "reply")).toBeUndefined();
    expect(triggerAt("/物流", 3, "note")).toBeUndefined();
    expect(triggerAt("#1", 2, "note")).toBeUndefined();
  });

  it("replaces the trigger and puts the caret behind", () => {
    expect(replaceTrigger("好 /wl 谢谢", { kind: "script", query: "wl", from: 2, to: 5 }, "您好")).toEqual({
      text: "好 您好 谢谢",
      caret: 4,
    });
  });

  it("fills what is known and leaves the rest visible", () => {
    const body = "您好 {{customer.nickname}}，订单 {{ order.no }}，我是{{agent.nickname}}";
    const filled = fillScript(body, { customer: { nickname: "鹿鸣" }, agent: { nickname: "小彤" } });
    expect(filled).toBe("您好 鹿鸣，订单 {{ order.no }}，我是小彤");
    expect(openVariables(filled)).toEqual(["{{ order.no }}"]);
  });
});

describe("payloads that came through other programs", () => {
  it("reads what is whole and refuses the rest", () => {
    expect(orderCardIn({ order_id: "o", order_no: "1", state: "paid" })).toBeDefined();
    expect(orderCardIn({ order_id: "o" })).toBeUndefined();
    expect(orderCardIn(null)).toBeUndefined();
    expect(optionsIn({ options: [{ label: "a" }, 7, null] })).toHaveLength(1);
    expect(noticeIn({ code: "joined", params: { agent: "小彤", odd: {} } })).toEqual({
      code: "joined",
      params: { agent: "小彤" },
    });
    expect(noticeIn("x")).toEqual({ code: "", params: {} });
  });

  it("links the open web only", () => {
    expect(isSafeUrl("https://a.example/x")).toBe(true);
    expect(isSafeUrl("/api/files/1/a.png")).toBe(true);
    expect(isSafeUrl("javascript:alert(1)")).toBe(false);
    expect(isSafeUrl("//evil.example")).toBe(false);
    expect(linkParts("看 https://a.example/1，谢谢")).toEqual([
      { text: "看 " },
      { text: "https://a.example/1", href: "https://a.example/1" },
      { text: "，谢谢" },
    ]);
    expect(linkParts("javascript:alert(1)")).toEqual([{ text: "javascript:alert(1)" }]);
  });
});

describe("the sections of the side panel", () => {
  it("move one place and stop at the ends", () => {
    expect(moveSection([...SECTIONS], "orders", -1)[0]).toBe("orders");
    expect(moveSection([...SECTIONS], "customer", -1)).toEqual([...SECTIONS]);
  });

  it("show a section that is newer than the kept order", () => {
    expect(orderedSections(["trail", "customer"])).toEqual([
      "trail",
      "customer",
      "orders",
      "tickets",
      "sop",
      "earlier",
    ]);
  });
});
