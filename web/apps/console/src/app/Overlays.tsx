import { lazy, Suspense, useEffect, useMemo } from "react";
import { create } from "zustand";
import { appWords } from "./i18n";
import { type Command, keyReader, useCommands, useRegistry } from "./keys";
import { chooseTheme, useTheme } from "./theme";

const CommandPalette = lazy(async () => ({ default: (await import("./CommandPalette")).CommandPalette }));
const HelpSheet = lazy(async () => ({ default: (await import("./HelpSheet")).HelpSheet }));

type Overlay = "palette" | "help";
const useOverlay = create<{ open?: Overlay }>(() => ({}));
export const openOverlay = (open: Overlay) => useOverlay.setState({ open });
export const closeOverlay = () => useOverlay.setState({ open: undefined });

/** The one listener of the keyboard, and what floats over every screen. */
export const Overlays = () => {
  const open = useOverlay((state) => state.open);
  useEffect(() => {
    const read = keyReader(() => useRegistry.getState().commands);
    const onKey = (event: KeyboardEvent) => {
      if (!belongsToFloat(event)) read(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  useCommands(useMemo(generalCommands, []));
  return (
    <Suspense>
      {open === "palette" && <CommandPalette close={closeOverlay} />}
      {open === "help" && <HelpSheet close={closeOverlay} />}
    </Suspense>
  );
};

/** An open dialog has the keyboard to itself; Escape in a popover, menu or drawer closes that and nothing behind it. */
const belongsToFloat = (event: KeyboardEvent): boolean =>
  document.querySelector("dialog[open], [popover]:popover-open") !== null ||
  (event.target instanceof Element && event.target.closest("[role='dialog'], [role='menu']") !== null);

const generalCommands = (): Command[] => [
  {
    id: "palette",
    title: () => appWords.t("command.palette"),
    section: "general",
    keys: "mod+k",
    whileTyping: true,
    keysOnly: true,
    run: () => openOverlay("palette"),
  },
  {
    id: "help",
    title: () => appWords.t("command.help"),
    section: "general",
    keys: "?",
    run: () => openOverlay("help"),
  },
  {
    id: "theme",
    title: () => appWords.t("command.theme"),
    section: "general",
    run: () => chooseTheme(useTheme.getState().mode === "dark" ? "light" : "dark"),
  },
];
