// How an agent has set up this screen.
import { userStore } from "../../../app/userStore";

export const SECTIONS = ["customer", "orders", "tickets", "sop", "earlier", "trail"] as const;
export type Section = (typeof SECTIONS)[number];

interface Layout {
  panelOpen: boolean;
  order: Section[];
  folded: Section[];
  sound: boolean;
  /** What sends; the other one breaks the line. */
  sendKey: "enter" | "mod+enter";
}

export const useLayout = userStore<Layout>("inbox-layout", () => ({
  panelOpen: true,
  order: [...SECTIONS],
  folded: [],
  sound: true,
  sendKey: "enter",
}));

/** The kept order, with sections that came with a newer version at the end. */
export const orderedSections = (order: Section[]): Section[] => [
  ...order.filter((section) => SECTIONS.includes(section)),
  ...SECTIONS.filter((section) => !order.includes(section)),
];

export const moveSection = (order: Section[], section: Section, by: -1 | 1): Section[] => {
  const all = orderedSections(order);
  const at = all.indexOf(section);
  const to = at + by;
  const other = all[to];
  if (other === undefined) return all;
  all[at] = other;
  all[to] = section;
  return all;
};
