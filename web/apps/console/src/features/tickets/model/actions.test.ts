import { describe, expect, it } from "vitest";
import { actionsFor, takesReplies } from "./actions";

describe("what can be done with a ticket", () => {
  it("is first of all the next step, and solving when there is none left", () => {
    expect(actionsFor({ state: "open", agent_id: "me" }, true, "me").main).toBe("finish");
    expect(actionsFor({ state: "open", agent_id: "me" }, false, "me").main).toBe("solve");
    expect(actionsFor({ state: "open", agent_id: "me" }, false, "me").others).not.toContain("solve");
  });

  it("offers to take it only to those who do not have it", () => {
    expect(actionsFor({ state: "new", agent_id: null }, true, "me").others).toContain("take");
    expect(actionsFor({ state: "open", agent_id: "me" }, true, "me").others).not.toContain("take");
  });

  it("never offers a finished ticket what only a living one can do", () => {
    for (const state of ["closed", "withdrawn", "cancelled", "merged"] as const) {
      const { main, others } = actionsFor({ state, agent_id: "me" }, true, "me");
      expect(main).toBe("followUp");
      expect(others).not.toContain("transfer");
      expect(takesReplies(state)).toBe(false);
    }
    expect(takesReplies("solved")).toBe(true);
  });
});
