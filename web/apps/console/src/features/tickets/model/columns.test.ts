import { describe, expect, it } from "vitest";
import { COLUMNS, DEFAULT_PREFS, gridTemplate, readPrefs, resizeColumn, toggleColumn, widthOf } from "./columns";

describe("columns that a person chose", () => {
  it("are read back as they were", () => {
    const prefs = resizeColumn(toggleColumn(DEFAULT_PREFS, "rating"), "title", 400);
    expect(readPrefs(JSON.parse(JSON.stringify(prefs)))).toEqual(prefs);
  });

  it("fall back where what is stored makes no sense", () => {
    for (const raw of [null, 3, "x", [], { shown: 1, widths: [] }]) expect(readPrefs(raw)).toEqual(DEFAULT_PREFS);
    const prefs = readPrefs({ shown: ["gone", "order", "order"], widths: { order: -5, title: "wide", gone: 3 } });
    expect(prefs.shown).toEqual(["number", "title", "order"]);
    expect(prefs.widths).toEqual({ order: COLUMNS.order.min });
  });

  it("appear at their usual place and leave again, but number and title stay", () => {
    const more = toggleColumn(DEFAULT_PREFS, "type");
    expect(more.shown.indexOf("type")).toBe(more.shown.indexOf("assignee") + 1);
    expect(toggleColumn(more, "type")).toEqual(DEFAULT_PREFS);
    expect(toggleColumn(DEFAULT_PREFS, "title")).toBe(DEFAULT_PREFS);
  });

  it("never shrink to nothing nor grow beyond the screen", () => {
    expect(widthOf(resizeColumn(DEFAULT_PREFS, "order", 1), "order")).toBe(COLUMNS.order.min);
    expect(widthOf(resizeColumn(DEFAULT_PREFS, "order", 9999), "order")).toBe(800);
  });

  it("make one template for header and rows", () => {
    expect(gridTemplate({ shown: ["number", "title"], widths: { number: 90 } })).toBe("90px minmax(220px, 1fr)");
  });
});
