import {
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import css from "./floating.module.css";

export type Placement = "bottom-start" | "bottom-end" | "top-start" | "top-end" | "right-end";

export interface FloatingHandle {
  open: () => void;
  close: () => void;
}

interface FloatingProps {
  /** What the button shows. */
  face: ReactNode;
  /** Name of the button, when its face is no text. */
  label?: string;
  title?: string;
  className?: string;
  placement?: Placement;
  /** `menu` for lists of things to do, `dialog` for everything else. */
  kind?: "menu" | "dialog";
  panelLabel?: string;
  busy?: boolean;
  disabled?: boolean;
  /** Where one is now lies behind it. */
  current?: boolean;
  handle?: Ref<FloatingHandle>;
  onOpen?: () => void;
  children: (close: () => void) => ReactNode;
}

/**
 * A button with something that floats beside it. The browser's popover puts it on top of everything and closes it
 * with Escape or a click outside; here it is only placed, and drawn while it is open.
 */
export const Floating = ({
  face,
  label,
  title,
  className,
  placement = "bottom-start",
  kind = "dialog",
  panelLabel,
  busy,
  disabled,
  current,
  handle,
  onOpen,
  children,
}: FloatingProps) => {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const close = () => panel.current?.hidePopover();
  useImperativeHandle(handle, () => ({ open: () => panel.current?.showPopover(), close }));

  useLayoutEffect(() => {
    if (!open || !panel.current || !button.current) return;
    const float = panel.current;
    const place = () => button.current && position(float, button.current.getBoundingClientRect(), placement);
    place();
    const resized = new ResizeObserver(place);
    resized.observe(float);
    window.addEventListener("resize", place);
    return () => {
      resized.disconnect();
      window.removeEventListener("resize", place);
    };
  }, [open, placement]);

  useEffect(() => {
    if (open) panel.current?.querySelector<HTMLElement>("[autofocus], [role^='menuitem'], input, button")?.focus();
  }, [open]);

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        popoverTarget={id}
        aria-label={label}
        title={title}
        aria-haspopup={kind}
        aria-expanded={open}
        aria-busy={busy}
        aria-current={current || undefined}
        disabled={disabled}
      >
        {face}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the role is given, as a prop. */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name. */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        className={css.panel}
        role={kind}
        aria-label={panelLabel ?? label}
        onKeyDown={kind === "menu" ? moveThroughMenu : undefined}
        onToggle={(event) => {
          if (event.target !== event.currentTarget) return;
          const opened = event.newState === "open";
          setOpen(opened);
          if (opened) onOpen?.();
        }}
      >
        {open && children(close)}
      </div>
    </>
  );
};

const GAP = 6;
const MARGIN = 8;

const position = (panel: HTMLElement, anchor: DOMRect, placement: Placement) => {
  const { offsetWidth: width, offsetHeight: height } = panel;
  const fitsBelow = anchor.bottom + GAP + height <= innerHeight - MARGIN;
  const fitsAbove = anchor.top - GAP - height >= MARGIN;
  const above = placement.startsWith("top") ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove;
  let top = above ? anchor.top - GAP - height : anchor.bottom + GAP;
  let left = placement.endsWith("start") ? anchor.left : anchor.right - width;
  if (placement === "right-end") {
    const fitsRight = anchor.right + GAP + width <= innerWidth - MARGIN;
    left = fitsRight ? anchor.right + GAP : anchor.right - width;
    top = fitsRight ? anchor.bottom - height : anchor.top - GAP - height;
  }
  panel.style.top = `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`;
  panel.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
};

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

const moveThroughMenu = (event: React.KeyboardEvent<HTMLElement>) => {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^='menuitem']")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const step = STEPS[event.key];
  const next =
    event.key === "Home"
      ? 0
      : event.key === "End"
        ? items.length - 1
        : step
          ? (at + step + items.length) % items.length
          : -1;
  if (next < 0) return;
  event.preventDefault();
  items[next]?.focus();
};

interface MenuItemProps {
  onChoose: () => void;
  /** One of several, and whether it is the one. */
  checked?: boolean;
  hint?: string;
  icon?: ReactNode;
  extra?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

export const MenuItem = ({ onChoose, checked, hint, icon, extra, danger, disabled, children }: MenuItemProps) => {
  const content = (
    <>
      {icon !== undefined && <span className={css.icon}>{icon}</span>}
      <span className={css.text}>
        {children}
        {hint && <small>{hint}</small>}
      </span>
      {extra && <span className={css.extra}>{extra}</span>}
      {checked && <span className={css.check}>✓</span>}
    </>
  );
  const common = {
    type: "button",
    className: css.item,
    "data-danger": danger || undefined,
    disabled,
    onClick: onChoose,
  } as const;
  return checked === undefined ? (
    <button {...common} role="menuitem">
      {content}
    </button>
  ) : (
    <button {...common} role="menuitemradio" aria-checked={checked}>
      {content}
    </button>
  );
};

export const MenuHeading = ({ children }: { children: ReactNode }) => <p className={css.heading}>{children}</p>;
export const MenuLine = () => <hr className={css.line} />;
