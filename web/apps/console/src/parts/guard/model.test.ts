import { describe, expect, it } from "vitest";
import { applyAll, applyFix, type Finding, standing } from "./model";

const finding = (start: number, text: string, fix?: string): Finding => ({
  kind: "personal",
  level: "warn",
  code: "phone",
  start,
  end: start + text.length,
  text,
  fix,
  detail: "",
});

describe("findings of the guard", () => {
  it("are put right where they stand", () => {
    const phone = finding(1, "13812345678", "138****5678");
    expect(applyFix("打13812345678", phone)).toBe("打138****5678");
    expect(applyFix("请打13812345678", phone)).toBe("请打13812345678");
  });

  it("are all put right without moving each other", () => {
    const found = [finding(0, "一定", "会尽力"), finding(3, "明天", "预计明天"), finding(5, "退", undefined)];
    expect(applyAll("一定在明天退", found)).toBe("会尽力在预计明天退");
  });

  it("no longer count once the words are gone", () => {
    expect(standing([finding(0, "一定"), finding(3, "明天")], "一定在今天")).toHaveLength(1);
  });
});
