interface KeyPress {
  key: string;
  keyCode?: number;
  isComposing: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/**
 * Whether this press sends. Never during composition: there Enter takes a word of the input method. Safari ends the
 * composition before it reports that Enter; only key code 229 tells it apart.
 */
export const isSendKey = (press: KeyPress, sendKey: "enter" | "mod+enter"): boolean => {
  if (press.key !== "Enter" || press.isComposing || press.keyCode === 229) return false;
  if (press.shiftKey || press.altKey) return false;
  const mod = press.ctrlKey || press.metaKey;
  return sendKey === "enter" ? true : mod;
};
