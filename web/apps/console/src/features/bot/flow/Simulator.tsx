import { Button } from "@yingke/ui";
import { Input, Switch } from "antd";
import { useRef, useState } from "react";
import { errorText } from "../../../app/errors";
import { appWords, useLanguage } from "../../../app/i18n";
import { type Flow, type Simulated, simulate } from "../api";
import css from "../bot.module.css";
import { botWords } from "../words";

interface Line {
  id: number;
  from: "bot" | "customer" | "note";
  text: string;
  options?: { label: string; action: string }[];
}

/** The draft, played with sample orders; nothing is really done. */
export const Simulator = ({ draft, light }: { draft: Flow; light: (steps: string[]) => void }) => {
  const t = botWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const [lines, setLines] = useState<Line[]>([]);
  const [held, setHeld] = useState<Simulated>();
  const [refuse, setRefuse] = useState(false);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const next = useRef(0);
  const line = (from: Line["from"], text: string, options?: Line["options"]): Line => ({
    id: next.current++,
    from,
    text,
    options,
  });
  const play = async (before: Line[], run: Simulated["run"] | undefined, text: string, action: string) => {
    setBusy(true);
    try {
      const answer = await simulate({ draft, run, text, action, refuse, locale: language });
      const said = answer.says.map((say) => line("bot", say.text, say.options));
      const acted = answer.acted.map((tool) => line("note", t("sim.acted", { tool: t(`tool.${tool as "reserve"}`) })));
      const end = answer.state === "words" ? [] : [line("note", t(`sim.${answer.state as "finished"}`))];
      setLines([...before, ...said, ...acted, ...end]);
      setHeld(answer.state === "words" ? answer : undefined);
      light(answer.passed);
    } catch (error) {
      setLines([...before, line("note", errorText(error, app))]);
    } finally {
      setBusy(false);
    }
  };
  const begin = () => void play([], undefined, "", "");
  const say = (text: string, action = "") => {
    if (!held || busy) return;
    void play([...lines, line("customer", text)], held.run, action ? "" : text, action);
    setTyped("");
  };
  return (
    <div className={css.simulator}>
      <div className={css.simHead}>
        <Button size="small" look="primary" busy={busy} onClick={begin}>
          {t(lines.length ? "sim.again" : "sim.begin")}
        </Button>
        <label htmlFor="refuse">
          <Switch id="refuse" size="small" checked={refuse} onChange={setRefuse} /> {t("sim.refuse")}
        </label>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div className={css.talk} role="log" tabIndex={0} aria-label={t("flow.try")}>
        {lines.length === 0 && <p className={css.quiet}>{t("sim.hint")}</p>}
        {lines.map((one, n) => (
          <div key={one.id} data-from={one.from} className={css.said}>
            <p>{one.text}</p>
            {one.options && (
              <div className={css.buttons}>
                {one.options.map((option) => (
                  <button
                    key={option.action}
                    type="button"
                    disabled={!held || busy || n < lines.findLastIndex((line) => line.from === "bot")}
                    onClick={() => say(option.label, option.action)}
                  >
                    {option.label}
                  </button>
                ))}
              </div>
            )}
          </div>
        ))}
      </div>
      {held && Object.keys(held.run.slots).length > 0 && (
        <dl className={css.slots}>
          {Object.entries(held.run.slots).map(([slot, value]) => (
            <div key={slot}>
              <dt>{slot}</dt>
              <dd>{value.label}</dd>
            </div>
          ))}
        </dl>
      )}
      <form
        className={css.say}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) say(typed.trim());
        }}
      >
        <Input
          aria-label={t("sim.type")}
          placeholder={t("sim.type")}
          disabled={!held}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
    </div>
  );
};
