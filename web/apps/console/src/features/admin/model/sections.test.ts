import { describe, expect, it } from "vitest";
import { type Found, findSettings, maySee, SECTION_KEYS } from "./sections";

const TEXTS: Record<string, { name: string; effect: string }> = {
  capacity: { name: "接待上限", effect: "同时最多接几个会话" },
  snippet: { name: "安装代码", effect: "贴到网页上，客户就能联系客服" },
};
const textOf = ({ section, setting }: Found) => TEXTS[setting ?? section] ?? { name: setting ?? section, effect: "" };
const everything = ["agents.manage", "settings.manage", "api_keys.manage"] as const;

describe("the settings", () => {
  it("are found by name first, then by what they do", () => {
    expect(findSettings("上限", everything, textOf)).toEqual([{ section: "agents", setting: "capacity" }]);
    expect(findSettings("网页 客服", everything, textOf)).toEqual([{ section: "entries", setting: "snippet" }]);
    expect(findSettings("  ", everything, textOf)).toEqual([]);
    expect(findSettings("没有这个", everything, textOf)).toEqual([]);
  });

  it("are neither shown nor found without the permission", () => {
    expect(findSettings("上限", [], textOf)).toEqual([]);
    expect(SECTION_KEYS.filter((key) => maySee(key, []))).toEqual(["devices", "password"]);
    expect(maySee("entries", ["agents.manage"])).toBe(false);
  });
});
