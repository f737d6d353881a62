// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { openUserStores } from "../../../app/userStore";
import { changeDraft, draftOf, useDrafts } from "./drafts";

const draft = (id: string) => draftOf(useDrafts.getState(), id);
let people = 0;
/** A reload: another agent has been here, and the store is read again from what the browser kept. */
const comeBackAs = (id: string) => {
  people += 1;
  openUserStores(`somebody_else_${people}`);
  openUserStores(id);
};

beforeEach(() => {
  localStorage.clear();
  comeBackAs("agt_1");
});

describe("drafts", () => {
  it("survive a reload, reply and note apart", () => {
    changeDraft("con_1", { reply: "马上查" });
    changeDraft("con_1", { note: "客户很急", mode: "note" });
    comeBackAs("agt_1");
    expect(draft("con_1")).toMatchObject({ reply: "马上查", note: "客户很急", mode: "note" });
  });

  it("belong to the agent who wrote them", () => {
    changeDraft("con_1", { reply: "马上查" });
    openUserStores("agt_2");
    expect(draft("con_1").reply).toBe("");
    openUserStores("agt_1");
    expect(draft("con_1").reply).toBe("马上查");
  });

  it("leave nothing behind when they are emptied", () => {
    changeDraft("con_1", { reply: "马上查" });
    changeDraft("con_1", { reply: "" });
    expect(useDrafts.getState().byConversation).toEqual({});
  });

  it("are kept for the two hundred newest conversations", () => {
    for (let at = 0; at < 205; at += 1) changeDraft(`con_${at}`, { reply: "x" }, at);
    expect(Object.keys(useDrafts.getState().byConversation)).toHaveLength(200);
    expect(draft("con_0").reply).toBe("");
    expect(draft("con_204").reply).toBe("x");
  });
});
