import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { textIn, useLanguage } from "../../../app/i18n";
import type { Flow, Problem } from "../api";
import css from "../bot.module.css";
import { changeStep, goesAlong, heightOf, lead, portAt, STEP, snap, type Way, wayLine, waysOf } from "../model";
import { botWords } from "../words";

interface CanvasProps {
  flow: Flow;
  problems: Problem[];
  chosen?: string;
  /** Steps that the simulator passed. */
  lit: string[];
  choose: (key: string | undefined) => void;
  change: (flow: Flow) => void;
  remove: (key: string) => void;
}

interface Drag {
  key: string;
  dx: number;
  dy: number;
  x: number;
  y: number;
}

/**
 * Steps as cards, ways as lines. A card is moved by its head; a way is led elsewhere by its dot and then the card it
 * shall lead to (or empty ground: the end). From the keyboard the head does it all: Enter chooses, arrows move, Delete removes.
 */
export const Canvas = ({ flow, problems, chosen, lit, choose, change, remove }: CanvasProps) => {
  const t = botWords.use();
  const language = useLanguage();
  const ground = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag>();
  const [leading, setLeading] = useState<{ key: string; port: string }>();
  const at = (step: Flow["steps"][number]) =>
    drag?.key === step.key ? { x: drag.x, y: drag.y } : { x: step.x ?? 0, y: step.y ?? 0 };
  const placed = flow.steps.map((step) => ({ ...step, ...at(step) }));
  const byKey = new Map(placed.map((step) => [step.key, step]));
  const width = Math.max(640, ...placed.map((step) => step.x + STEP.width + 160));
  const height = Math.max(480, ...placed.map((step) => step.y + heightOf(step.does) + 80));

  const point = (event: PointerEvent) => {
    const box = ground.current?.getBoundingClientRect();
    const scroll = ground.current;
    return {
      x: event.clientX - (box?.left ?? 0) + (scroll?.scrollLeft ?? 0),
      y: event.clientY - (box?.top ?? 0) + (scroll?.scrollTop ?? 0),
    };
  };
  const grab = (event: PointerEvent, step: { key: string; x: number; y: number }) => {
    if (event.button !== 0) return;
    const from = point(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ key: step.key, dx: from.x - step.x, dy: from.y - step.y, x: step.x, y: step.y });
  };
  const move = (event: PointerEvent) => {
    if (!drag) return;
    const to = point(event);
    setDrag({ ...drag, x: snap(to.x - drag.dx), y: snap(to.y - drag.dy) });
  };
  const drop = () => {
    if (!drag) return;
    const step = flow.steps.find((one) => one.key === drag.key);
    if (step && (step.x !== drag.x || step.y !== drag.y)) change(changeStep(flow, drag.key, { x: drag.x, y: drag.y }));
    setDrag(undefined);
  };
  const arrive = (to: string) => {
    if (!leading) return false;
    const step = flow.steps.find((one) => one.key === leading.key);
    if (step) change(changeStep(flow, step.key, { does: lead(step.does, leading.port, to) }));
    setLeading(undefined);
    return true;
  };
  const onKeys = (event: KeyboardEvent, step: Flow["steps"][number]) => {
    const by = { ArrowLeft: [-20, 0], ArrowRight: [20, 0], ArrowUp: [0, -20], ArrowDown: [0, 20] }[event.key];
    if (by) {
      event.preventDefault();
      change(
        changeStep(flow, step.key, { x: snap((step.x ?? 0) + (by[0] ?? 0)), y: snap((step.y ?? 0) + (by[1] ?? 0)) }),
      );
    }
    if (event.key === "Delete") remove(step.key);
    if (event.key === "Escape") setLeading(undefined);
  };
  const whither = (does: Flow["steps"][number]["does"], way: Way) => t(goesAlong(does, way) ? "way.along" : "end");
  const wayName = (step: Flow["steps"][number], port: string) => {
    const [list, n] = port.split(".");
    if (list === "options" && step.does.kind === "choose") {
      const label = step.does.options[Number(n)]?.label;
      return label ? textIn(label, language) : port;
    }
    if (list === "cases" && step.does.kind === "branch") {
      const one = step.does.cases[Number(n)];
      return one ? `${one.slot} ${t(`test.${one.is}`)} ${one.value ?? ""}` : port;
    }
    return t(`way.${list as "next"}`);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the ground only ends what was begun; every deed has a button
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <div
      ref={ground}
      className={css.canvas}
      data-leading={leading ? true : undefined}
      onPointerMove={move}
      onPointerUp={drop}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("[data-step]")) return;
        if (!arrive("")) choose(undefined);
      }}
    >
      {leading && <p className={css.leading}>{t("canvas.leading")}</p>}
      <div className={css.ground} style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true" className={css.lines}>
          {placed.flatMap((step) =>
            waysOf(step.does).map((way, index) => {
              const target = byKey.get(way.to);
              if (!target) return null;
              return (
                <path
                  key={`${step.key}.${way.port}`}
                  data-chosen={step.key === chosen || target.key === chosen || undefined}
                  d={wayLine(portAt(step, index), target)}
                  markerEnd="url(#arrow)"
                />
              );
            }),
          )}
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0L8 4L0 8z" />
            </marker>
          </defs>
        </svg>
        {placed.map((step) => {
          const own = problems.filter((one) => one.step === step.key);
          const said = "text" in step.does && step.does.text ? textIn(step.does.text, language) : "";
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: a larger place to click; its head is the button
            // biome-ignore lint/a11y/useKeyWithClickEvents: its head is the button
            <div
              key={step.key}
              data-step={step.key}
              data-kind={step.does.kind}
              data-chosen={step.key === chosen || undefined}
              data-lit={lit.includes(step.key) || undefined}
              data-broken={own.length > 0 || undefined}
              className={css.step}
              style={{ left: step.x, top: step.y, width: STEP.width, minHeight: heightOf(step.does) }}
              onClick={() => {
                if (!arrive(step.key)) choose(step.key);
              }}
            >
              <button
                type="button"
                className={css.stepHead}
                aria-pressed={step.key === chosen}
                onPointerDown={(event) => grab(event, step)}
                onKeyDown={(event) => onKeys(event, step)}
              >
                {flow.start === step.key && <span className={css.start}>{t("start")}</span>}
                <strong>{t(`kind.${step.does.kind}`)}</strong>
                {own.length > 0 && (
                  <span
                    className={css.bad}
                    title={own.map((one) => t(`problem.${one.kind}`, { what: one.what })).join("\n")}
                  >
                    ! {own.length}
                  </span>
                )}
              </button>
              <p className={css.stepText}>
                {step.does.kind === "act" ? t(`tool.${step.does.tool}`) : said || step.key}
              </p>
              {waysOf(step.does).map((way) => (
                <button
                  key={way.port}
                  type="button"
                  className={css.way}
                  data-leading={(leading?.key === step.key && leading.port === way.port) || undefined}
                  title={t("way.lead", { name: wayName(step, way.port), to: way.to || whither(step.does, way) })}
                  onClick={(event) => {
                    event.stopPropagation();
                    setLeading({ key: step.key, port: way.port });
                  }}
                >
                  <span>{wayName(step, way.port)}</span>
                  {!way.to && <em>{whither(step.does, way)}</em>}
                  <i aria-hidden="true" />
                </button>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
};
