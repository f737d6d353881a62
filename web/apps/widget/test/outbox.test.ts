import { describe, expect, it } from "vitest";
import { backoffMs, grounded, nextToSend, refused } from "../src/state/outbox";
import { pending } from "./people";

describe("the outbox", () => {
  it("sends one after the other, oldest first", () => {
    const first = pending("a");
    const second = pending("b");
    expect(nextToSend([first, second], 6000)).toEqual({ send: first });
    expect(nextToSend([{ ...first, state: "flying" }, second], 6000)).toBeNull();
  });

  it("goes on behind one that has failed for good or is still being uploaded", () => {
    const second = pending("b");
    expect(nextToSend([pending("a", { state: "failed" }), second], 6000)).toEqual({ send: second });
    expect(nextToSend([pending("a", { state: "uploading" }), second], 6000)).toEqual({ send: second });
  });

  it("never lets a later one overtake one that waits for its next try", () => {
    expect(nextToSend([pending("a", { after: 6500 }), pending("b")], 6000)).toEqual({ wait_ms: 500 });
  });

  it("sends everything again after a reload or a lost connection", () => {
    const back = grounded([pending("a", { state: "flying", after: 9e9 }), pending("b")]);
    expect(nextToSend(back, 6000)).toMatchObject({ send: { client_id: "a", state: "waiting" } });
  });

  it("gives up after some refusals and says why", () => {
    let item = pending("a");
    for (let i = 0; i < 20 && item.state === "waiting"; i++) item = refused(item, true, "忙", 6000);
    expect(item).toMatchObject({ state: "failed", why: "忙" });
    expect(item.tries).toBeLessThan(10);
  });

  it("waits longer each time, with some chance, and never longer than half a minute", () => {
    expect(backoffMs(1, 0)).toBe(500);
    expect(backoffMs(1, 1)).toBe(1000);
    expect(backoffMs(50, 1)).toBe(30_000);
  });
});
