// @vitest-environment happy-dom
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { queryClient } from "../../../app/client";
import { changeLanguage, startLanguage } from "../../../app/i18n";
import { openUserStores } from "../../../app/userStore";
import { draftOf, useDrafts } from "../model/drafts";
import { useOutbox } from "../model/outgoing";
import { conversation } from "../testing";
import { Composer } from "./Composer";

const field = () => screen.getByRole<HTMLTextAreaElement>("textbox");
const sent = () => useOutbox.getState().items;

beforeAll(async () => {
  await startLanguage();
  await changeLanguage("zh-CN");
});

beforeEach(() => {
  localStorage.clear();
  queryClient.clear();
  queryClient.setQueryData(["session"], {
    agent: { id: "agt_me", name: "林晓彤", nickname: "小彤" },
    permissions: ["conversations.own"],
  });
  openUserStores("agt_me");
  useOutbox.setState({ items: [] });
  useDrafts.setState({ byConversation: {} });
  // Nothing answers: what is sent stays in the outbox, where it can be seen.
  vi.spyOn(globalThis, "fetch").mockImplementation(() => new Promise(() => undefined));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const show = (notesOnly = false) =>
  render(
    <QueryClientProvider client={queryClient}>
      <Composer conversation={conversation()} notesOnly={notesOnly} />
    </QueryClientProvider>,
  );

describe("the composer", () => {
  it("sends with Enter and is empty afterwards", async () => {
    show();
    await userEvent.type(field(), "马上帮您查{Enter}");
    expect(sent()).toMatchObject([{ body: "马上帮您查", kind: "text", internal: false }]);
    expect(field().value).toBe("");
  });

  it("breaks the line with Shift+Enter", async () => {
    show();
    await userEvent.type(field(), "一{Shift>}{Enter}{/Shift}二");
    expect(field().value).toBe("一\n二");
    expect(sent()).toEqual([]);
  });

  it("does not send the Enter that takes a word of the input method", async () => {
    show();
    await userEvent.type(field(), "ni hao");
    fireEvent.compositionStart(field());
    fireEvent.keyDown(field(), { key: "Enter", isComposing: true });
    fireEvent.keyDown(field(), { key: "Enter", keyCode: 229 });
    expect(sent()).toEqual([]);
    fireEvent.compositionEnd(field());
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(sent()).toHaveLength(1);
  });

  it("keeps reply and note apart and sends each as what it is", async () => {
    show();
    await userEvent.type(field(), "给客户的话");
    await userEvent.click(screen.getByRole("button", { name: /内部备注/ }));
    expect(field().value).toBe("");
    await userEvent.type(field(), "给同事的话{Enter}");
    expect(sent()).toMatchObject([{ body: "给同事的话", internal: true }]);
    expect(draftOf(useDrafts.getState(), "con_1").reply).toBe("给客户的话");
  });

  it("lets somebody who may not answer write notes only", async () => {
    show(true);
    expect(screen.queryByRole("button", { name: "回复客户" })).toBeNull();
    await userEvent.type(field(), "看一下{Enter}");
    expect(sent()).toMatchObject([{ internal: true }]);
  });

  it("holds back a text with a blank still open", async () => {
    show();
    fireEvent.change(field(), { target: { value: "您的订单 {{order.no}} 已发出", selectionStart: 3 } });
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(sent()).toEqual([]);
    expect(screen.getByRole("status").textContent).toContain("{{order.no}}");
  });

  it("holds back what the guard blocks, mends it with a click, and sends it then", async () => {
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
      if (!String(input).endsWith("/guard")) return new Promise(() => undefined);
      const finding = {
        kind: "authority",
        level: "block",
        code: "over_limit",
        start: 2,
        end: 6,
        text: "80 元",
        fix: "¥50",
        detail: "¥50",
      };
      return new Response(JSON.stringify({ findings: [finding], blocked: true, may_override: false }));
    });
    show();
    fireEvent.change(field(), { target: { value: "补偿80 元", selectionStart: 6 } });
    const fix = await screen.findByRole("button", { name: "改为“¥50”" }, { timeout: 3000 });
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(sent()).toEqual([]);
    await userEvent.click(fix);
    expect(field().value).toBe("补偿¥50");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(sent()).toMatchObject([{ body: "补偿¥50" }]);
  });

  it("puts a suggestion in with Alt and its number and sends nothing", async () => {
    const answer = {
      suggestions: [{ kind: "knowledge", title: "怎么开发票", body: "在订单详情里申请。", source: "售后手册" }],
      mood: { now: "angry", trend: "worse", points: [] },
      drafts: false,
      last_seq: 1,
    };
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input) =>
      String(input).endsWith("/suggestions") ? new Response(JSON.stringify(answer)) : new Promise(() => undefined),
    );
    show();
    await screen.findByText(/在订单详情里申请/, undefined, { timeout: 3000 });
    expect(screen.getByText("正在变差")).toBeDefined();
    fireEvent.keyDown(field(), { key: "¡", code: "Digit1", altKey: true });
    expect(field().value).toBe("在订单详情里申请。");
    expect(sent()).toEqual([]);
  });

  it("sends nothing that is only space", async () => {
    show();
    await userEvent.type(field(), "   {Enter}");
    expect(sent()).toEqual([]);
  });
});
