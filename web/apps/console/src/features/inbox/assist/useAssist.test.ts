import { expect, it } from "vitest";
import { chosenBy } from "./useAssist";

const key = (code: string, change = {}) => ({ altKey: true, ctrlKey: false, metaKey: false, code, ...change });

it("takes a suggestion with Alt and its number, and with nothing else", () => {
  expect(chosenBy(key("Digit1"))).toBe(0);
  expect(chosenBy(key("Digit3"))).toBe(2);
  expect(chosenBy(key("Digit4"))).toBeUndefined();
  expect(chosenBy(key("Digit1", { altKey: false }))).toBeUndefined();
  // AltGr types characters on some keyboards.
  expect(chosenBy(key("Digit1", { ctrlKey: true }))).toBeUndefined();
});
