// The panel as a window: the tab key stays inside it, and on a phone it fills what the keyboard leaves free.
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

const REACHABLE =
  'button:not(:disabled), a[href], input:not(:disabled):not([hidden]), textarea, select, [tabindex="0"]';

export function keepInside(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  const panel = event.currentTarget;
  const stops = [...panel.querySelectorAll<HTMLElement>(REACHABLE)].filter((one) => one.getClientRects().length);
  const active = (panel.getRootNode() as ShadowRoot).activeElement;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (active !== edge && !(event.shiftKey && active === panel)) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

export function usePhoneScreen(panel: RefObject<HTMLDivElement | null>, open: boolean) {
  useLayoutEffect(() => {
    const view = window.visualViewport;
    const box = panel.current;
    if (!open || !box) return;
    const phone = matchMedia("(max-width: 480px), (max-height: 520px)");
    const page = document.documentElement;
    const scrolling = page.style.overflow;
    const fit = () => {
      page.style.overflow = phone.matches ? "hidden" : scrolling;
      box.style.height = phone.matches && view ? `${view.height}px` : "";
      box.style.top = phone.matches && view ? `${view.offsetTop}px` : "";
    };
    fit();
    view?.addEventListener("resize", fit);
    view?.addEventListener("scroll", fit);
    phone.addEventListener("change", fit);
    return () => {
      page.style.overflow = scrolling;
      view?.removeEventListener("resize", fit);
      view?.removeEventListener("scroll", fit);
      phone.removeEventListener("change", fit);
    };
  }, [open]);
}
