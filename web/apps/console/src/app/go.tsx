import type { AnchorHTMLAttributes, MouseEvent } from "react";

type Navigate = (href: string, replace: boolean) => void;
let navigate: Navigate = (href) => location.assign(href);

/** The router hands itself in; features then link to each other without knowing each other's routes. */
export const linkThrough = (next: Navigate) => {
  navigate = next;
};

export const go = (href: string, { replace = false } = {}) => navigate(href, replace);

/** A link inside the console; a new tab by the usual means (middle click, ⌘). */
export const AppLink = ({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) => (
  <a
    {...rest}
    href={href}
    onClick={(event) => {
      onClick?.(event);
      if (event.defaultPrevented || !isPlain(event)) return;
      event.preventDefault();
      go(href);
    }}
  />
);

const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
