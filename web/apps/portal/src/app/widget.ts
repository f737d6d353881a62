// 联系客服: the shop's widget on this page, for the same customer.
import { language } from "./i18n";

interface Widget {
  open(view?: string): void;
}

let script: HTMLScriptElement | null = null;
let who: { entry: string; token: string } | null = null;

export const putWidget = (entry: string, token: string) => {
  who = { entry, token };
  if (script) return;
  const mine = document.createElement("script");
  script = mine;
  mine.src = "/widget.js";
  Object.assign(mine.dataset, { entry, visitorToken: token, locale: language() });
  // On a bad network it is asked for again when somebody wants to talk.
  mine.onerror = () => {
    mine.remove();
    script = null;
  };
  document.head.append(mine);
};

export const contact = (view?: string) => {
  const open = () => (window as { yingke?: Widget }).yingke?.open(view);
  if ("yingke" in window || !who) return open();
  putWidget(who.entry, who.token);
  script?.addEventListener("load", open, { once: true });
};
