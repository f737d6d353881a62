import { expect, it } from "vitest";
import { firstPassword } from "./password";

it("makes a long password without signs that look alike", () => {
  const password = firstPassword();
  expect(password).toMatch(/^[a-zA-Z2-9]{16}$/);
  expect(password).not.toMatch(/[ilIoO01]/);
  expect(firstPassword()).not.toBe(password);
});

it("throws away bytes that would make some signs likelier", () => {
  let round = 0;
  const password = firstPassword((bytes) => bytes.fill(round++ === 0 ? 255 : 0));
  expect(password).toBe("a".repeat(16));
});
