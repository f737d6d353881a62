// The columns of the ticket list: which there are, which are shown, how wide. What a person chose is kept and read
// back with care: a column that is gone or a width that makes no sense falls back to the default.
export const COLUMNS = {
  number: { width: 76, min: 64, shown: true, fixed: true },
  title: { width: 220, min: 160, shown: true, fixed: true },
  state: { width: 112, min: 80, shown: true },
  waiting: { width: 136, min: 96, shown: true },
  priority: { width: 84, min: 60, shown: true },
  customer: { width: 172, min: 88, shown: true },
  step: { width: 132, min: 88, shown: true },
  assignee: { width: 156, min: 88, shown: true },
  type: { width: 110, min: 72, shown: false },
  category: { width: 130, min: 72, shown: false },
  order: { width: 170, min: 96, shown: false },
  updated: { width: 96, min: 80, shown: true },
  created: { width: 108, min: 88, shown: false },
  source: { width: 96, min: 72, shown: false },
  rating: { width: 80, min: 64, shown: false },
} as const satisfies Record<string, { width: number; min: number; shown: boolean; fixed?: boolean }>;

export type ColumnKey = keyof typeof COLUMNS;
export const COLUMN_KEYS = Object.keys(COLUMNS) as ColumnKey[];

export interface ColumnPrefs {
  /** In the order shown. */
  shown: ColumnKey[];
  widths: Partial<Record<ColumnKey, number>>;
}

export const DEFAULT_PREFS: ColumnPrefs = { shown: COLUMN_KEYS.filter((key) => COLUMNS[key].shown), widths: {} };

const WIDEST = 800;

export function readPrefs(raw: unknown): ColumnPrefs {
  const { shown, widths } = (raw ?? {}) as { shown?: unknown; widths?: unknown };
  const known = Array.isArray(shown) ? [...new Set(shown)].filter(isColumn) : [...DEFAULT_PREFS.shown];
  const missing = COLUMN_KEYS.filter((key) => isFixed(key) && !known.includes(key));
  const clean: ColumnPrefs["widths"] = {};
  for (const key of COLUMN_KEYS) {
    const width = (widths as Record<string, unknown> | undefined)?.[key];
    if (typeof width === "number" && Number.isFinite(width)) clean[key] = clampWidth(key, width);
  }
  return { shown: [...missing, ...known], widths: clean };
}

export function toggleColumn(prefs: ColumnPrefs, key: ColumnKey): ColumnPrefs {
  if (isFixed(key)) return prefs;
  const shown = prefs.shown.includes(key)
    ? prefs.shown.filter((one) => one !== key)
    : COLUMN_KEYS.filter((one) => one === key || prefs.shown.includes(one));
  return { ...prefs, shown };
}

export function resizeColumn(prefs: ColumnPrefs, key: ColumnKey, width: number): ColumnPrefs {
  return { ...prefs, widths: { ...prefs.widths, [key]: clampWidth(key, width) } };
}

export const widthOf = (prefs: ColumnPrefs, key: ColumnKey): number => prefs.widths[key] ?? COLUMNS[key].width;

export const isFixed = (key: ColumnKey): boolean => "fixed" in COLUMNS[key];

/** One `grid-template-columns` for header and rows; the title takes what is left. */
export function gridTemplate(prefs: ColumnPrefs): string {
  return prefs.shown
    .map((key) => (key === "title" ? `minmax(${widthOf(prefs, key)}px, 1fr)` : `${widthOf(prefs, key)}px`))
    .join(" ");
}

export const clampWidth = (key: ColumnKey, width: number): number =>
  Math.round(Math.min(WIDEST, Math.max(COLUMNS[key].min, width)));

const isColumn = (key: unknown): key is ColumnKey => typeof key === "string" && key in COLUMNS;
