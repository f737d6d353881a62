import type { Mode } from "@yingke/ui";
import { create } from "zustand";

export type ThemeChoice = Mode | "system";

interface ThemeState {
  choice: ThemeChoice;
  mode: Mode;
}

/** Light or dark, of this browser rather than of the account: it goes with the room, not with the person. */
export const useTheme = create<ThemeState>(() => ({ choice: "system", mode: "light" }));

export const startTheme = () => {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // Without storage the system decides.
  }
  apply(stored === "light" || stored === "dark" ? stored : "system");
  systemIsDark.addEventListener("change", () => apply(useTheme.getState().choice));
};

export const chooseTheme = (choice: ThemeChoice) => {
  apply(choice);
  try {
    localStorage.setItem(STORED, choice);
  } catch {
    // It holds for this visit.
  }
};

const STORED = "yingke:theme";
const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");

const apply = (choice: ThemeChoice) => {
  const mode = choice === "system" ? (systemIsDark.matches ? "dark" : "light") : choice;
  document.documentElement.dataset.theme = mode;
  useTheme.setState({ choice, mode });
};
