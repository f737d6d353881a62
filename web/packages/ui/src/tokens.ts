// The look of Yingke in one place. The antd theme (theme.ts), the CSS variables of console and portal, and those of
// the widget are derived from this file; nothing else names a colour. Meaning comes first: a colour is called after
// what it says (`waitingLate`, `noteGround`), so that it says the same on every screen.

export type Mode = "light" | "dark";

export const fontFamily =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "PingFang TC", "Microsoft YaHei", "Microsoft JhengHei", "Noto Sans CJK SC", "Noto Sans CJK TC", "Noto Sans SC", sans-serif';

/** Size and line height in px. */
export const type = {
  body: [14, 22],
  dense: [13, 20],
  small: [12, 18],
  panel: [16, 24],
  page: [20, 28],
} as const;

/** The 4 px grid. */
export const space = { xs: 4, s: 8, m: 12, l: 16, xl: 24, xxl: 32 } as const;

export const radius = { control: 6, card: 10 } as const;

export interface Palette {
  /** Ground of the window, behind surfaces. */
  canvas: string;
  surface: string;
  /** What floats: menus, dialogs. */
  raised: string;
  hover: string;
  selected: string;
  pressed: string;
  line: string;
  lineStrong: string;
  text: string;
  text2: string;
  text3: string;
  brand: string;
  brandHover: string;
  /** The brand hue as text on a surface. */
  brandText: string;
  brandSoft: string;
  onBrand: string;
  focus: string;
  danger: string;
  dangerSoft: string;
  success: string;
  successSoft: string;
  info: string;
  infoSoft: string;
  waitingOk: string;
  waitingSoon: string;
  waitingSoonSoft: string;
  waitingLate: string;
  waitingLateSoft: string;
  moodCalm: string;
  moodAnxious: string;
  moodDisappointed: string;
  moodAngry: string;
  moodThreat: string;
  presenceReady: string;
  presenceBusy: string;
  presenceWrapup: string;
  presenceBreak: string;
  presenceAway: string;
  presenceOffline: string;
  priorityLow: string;
  priorityNormal: string;
  priorityHigh: string;
  priorityUrgent: string;
  moneyPlus: string;
  moneyMinus: string;
  bubbleCustomer: string;
  bubbleAgent: string;
  bubbleAgentText: string;
  bubbleBot: string;
  noteGround: string;
  noteLine: string;
  noteText: string;
  shadow: string;
  backdrop: string;
}

export const palette: Record<Mode, Palette> = {
  light: {
    canvas: "#f5f7f6",
    surface: "#ffffff",
    raised: "#ffffff",
    hover: "#f0f3f2",
    selected: "#e3f1ee",
    pressed: "#d8ebe7",
    line: "#e4e8e7",
    lineStrong: "#cdd4d2",
    text: "#17211f",
    text2: "#4f5d5a",
    text3: "#5d6a66",
    brand: "#0b756c",
    brandHover: "#0c7f75",
    brandText: "#0a6a62",
    brandSoft: "#e3f1ee",
    onBrand: "#ffffff",
    focus: "#0b756c",
    danger: "#c2302b",
    dangerSoft: "#fcecea",
    success: "#1a7d3e",
    successSoft: "#e6f4ea",
    info: "#2661b8",
    infoSoft: "#e8f0fb",
    waitingOk: "#4f5d5a",
    waitingSoon: "#935600",
    waitingSoonSoft: "#fdf1dc",
    waitingLate: "#c2302b",
    waitingLateSoft: "#fcecea",
    moodCalm: "#9aa6a3",
    moodAnxious: "#b77a00",
    moodDisappointed: "#7a5bb5",
    moodAngry: "#d0421f",
    moodThreat: "#a5123a",
    presenceReady: "#1e9e50",
    presenceBusy: "#d0421f",
    presenceWrapup: "#2661b8",
    presenceBreak: "#b77a00",
    presenceAway: "#b77a00",
    presenceOffline: "#9aa6a3",
    priorityLow: "#5d6a66",
    priorityNormal: "#2661b8",
    priorityHigh: "#935600",
    priorityUrgent: "#c2302b",
    moneyPlus: "#1a7d3e",
    moneyMinus: "#c2302b",
    bubbleCustomer: "#eef1f0",
    bubbleAgent: "#d9eeea",
    bubbleAgentText: "#102c28",
    bubbleBot: "#ecf1fa",
    noteGround: "#fff6dc",
    noteLine: "#ecd48a",
    noteText: "#5a4300",
    shadow: "0 4px 20px rgba(16, 32, 28, 0.12), 0 1px 3px rgba(16, 32, 28, 0.08)",
    backdrop: "rgba(15, 25, 22, 0.4)",
  },
  dark: {
    canvas: "#0e1312",
    surface: "#151b1a",
    raised: "#1d2523",
    hover: "#1e2725",
    selected: "#17332f",
    pressed: "#1b3f3a",
    line: "#27302e",
    lineStrong: "#3a4643",
    text: "#e6ecea",
    text2: "#aab6b3",
    text3: "#8d9a96",
    brand: "#2fa398",
    brandHover: "#3db8ac",
    brandText: "#5cc9bd",
    brandSoft: "#17332f",
    onBrand: "#04211e",
    focus: "#5cc9bd",
    danger: "#f0857d",
    dangerSoft: "#3a1d1b",
    success: "#67c98a",
    successSoft: "#16301f",
    info: "#86b3f5",
    infoSoft: "#182741",
    waitingOk: "#aab6b3",
    waitingSoon: "#eab85c",
    waitingSoonSoft: "#382a10",
    waitingLate: "#f0857d",
    waitingLateSoft: "#3a1d1b",
    moodCalm: "#6d7a76",
    moodAnxious: "#e0aa3e",
    moodDisappointed: "#b39be6",
    moodAngry: "#f2825f",
    moodThreat: "#f2688f",
    presenceReady: "#4cc47a",
    presenceBusy: "#f2825f",
    presenceWrapup: "#86b3f5",
    presenceBreak: "#e0aa3e",
    presenceAway: "#e0aa3e",
    presenceOffline: "#6d7a76",
    priorityLow: "#8d9a96",
    priorityNormal: "#86b3f5",
    priorityHigh: "#eab85c",
    priorityUrgent: "#f0857d",
    moneyPlus: "#67c98a",
    moneyMinus: "#f0857d",
    bubbleCustomer: "#222b29",
    bubbleAgent: "#173a35",
    bubbleAgentText: "#dff3ef",
    bubbleBot: "#1b2536",
    noteGround: "#2f2712",
    noteLine: "#5c4a17",
    noteText: "#f0dca0",
    shadow: "0 6px 28px rgba(0, 0, 0, 0.5), 0 1px 3px rgba(0, 0, 0, 0.4)",
    backdrop: "rgba(0, 0, 0, 0.55)",
  },
};

/** `waitingLateSoft` → `--yk-waiting-late-soft`, `text2` → `--yk-text-2`. */
export const variableName = (key: string) => `--yk-${key.replace(/([A-Z]|\d)/g, "-$1").toLowerCase()}`;

/** The palette of a mode as CSS declarations, for `:root`, `:host` or a selector of one's own. */
export const declarations = (mode: Mode): string =>
  Object.entries(palette[mode])
    .map(([key, value]) => `${variableName(key)}:${value};`)
    .join("");

/** Every variable of both modes, for a document that switches by `data-theme` on its root element. */
export const documentCss = (): string =>
  `:root{color-scheme:light;--yk-font:${fontFamily};--yk-radius:${radius.control}px;--yk-radius-card:${radius.card}px;${declarations("light")}}` +
  `:root[data-theme="dark"]{color-scheme:dark;${declarations("dark")}}`;
