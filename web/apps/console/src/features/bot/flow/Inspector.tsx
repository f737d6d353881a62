import { Button } from "@yingke/ui";
import { Input, InputNumber, Select } from "antd";
import { useId } from "react";
import { FormRow } from "../../../parts/form/FormRow";
import type { Flow, Problem } from "../api";
import css from "../bot.module.css";
import { lead, waysOf } from "../model";
import { TextFields } from "../TextFields";
import { botWords } from "../words";
import { Lines } from "./Lines";

type Step = Flow["steps"][number];
type Does = Step["does"];

interface InspectorProps {
  step: Step;
  steps: Step[];
  first: boolean;
  problems: Problem[];
  change: (change: Partial<Step>) => void;
  makeFirst: () => void;
  remove: () => void;
}

const EXPECTS = ["text", "number", "phone", "address", "picture"] as const;
const TOOLS = ["change_address", "cancel_order", "apply_refund", "reserve", "place_order"] as const;
const STATES = ["pending_payment", "paid", "shipped", "delivered", "completed"] as const;
const TESTS = ["equals", "differs", "above", "below", "filled"] as const;

/** Everything of the chosen step. */
export const Inspector = ({ step, steps, first, problems, change, makeFirst, remove }: InspectorProps) => {
  const t = botWords.use();
  const id = useId();
  const does = step.does;
  const set = (next: Partial<Does>) => change({ does: { ...does, ...next } as Does });
  const others = [
    { value: "", label: t("end") },
    ...steps.filter((one) => one.key !== step.key).map(({ key }) => ({ value: key, label: key })),
  ];
  return (
    <div className={css.inspector}>
      <h2>
        {t(`kind.${does.kind}`)} <code>{step.key}</code>
      </h2>
      <p className={css.quiet}>{t(`kind.${does.kind}.effect`)}</p>
      {problems.length > 0 && (
        <ul className={css.stepProblems}>
          {problems.map((one) => (
            <li key={`${one.kind}.${one.what}`}>{t(`problem.${one.kind}`, { what: one.what })}</li>
          ))}
        </ul>
      )}
      {"text" in does && (
        <FormRow id={`${id}-text`} label={t("step.text")} effect={t("step.text.effect")}>
          <TextFields
            id={`${id}-text`}
            label={t("step.text")}
            long
            value={does.text ?? { "zh-CN": "" }}
            onChange={(text) => set({ text })}
          />
        </FormRow>
      )}
      {"slot" in does && (
        <FormRow id={`${id}-slot`} label={t("step.slot")} effect={t("step.slot.effect")}>
          <Input
            id={`${id}-slot`}
            value={does.slot}
            maxLength={40}
            onChange={(event) => set({ slot: event.target.value.replace(/[^A-Za-z0-9_]/g, "") } as Partial<Does>)}
          />
        </FormRow>
      )}
      {does.kind === "ask" && (
        <FormRow id={`${id}-expects`} label={t("step.expects")}>
          <Select
            id={`${id}-expects`}
            value={does.expects}
            options={EXPECTS.map((value) => ({ value, label: t(`expects.${value}`) }))}
            onChange={(expects) => set({ expects })}
          />
        </FormRow>
      )}
      {does.kind === "pick_order" && (
        <FormRow id={`${id}-states`} label={t("step.states")}>
          <Select
            id={`${id}-states`}
            mode="multiple"
            value={does.states}
            options={STATES.map((value) => ({ value, label: t(`order.${value}`) }))}
            onChange={(states) => set({ states })}
          />
        </FormRow>
      )}
      {does.kind === "act" && (
        <FormRow id={`${id}-tool`} label={t("step.tool")} effect={t(`tool.${does.tool}.effect`)}>
          <Select
            id={`${id}-tool`}
            value={does.tool}
            options={TOOLS.map((value) => ({ value, label: t(`tool.${value}`) }))}
            onChange={(tool) => set({ tool })}
          />
        </FormRow>
      )}
      {does.kind === "pick_time" && (
        <>
          <FormRow id={`${id}-resource`} label={t("step.resource")} effect={t("step.resource.effect")}>
            <Input
              id={`${id}-resource`}
              value={does.resource}
              maxLength={40}
              onChange={(event) => set({ resource: event.target.value })}
            />
          </FormRow>
          <FormRow id={`${id}-times`} label={t("step.times")}>
            <Select
              id={`${id}-times`}
              mode="tags"
              open={false}
              value={does.times}
              onChange={(times: string[]) => set({ times })}
            />
          </FormRow>
          <div className={css.two}>
            <FormRow id={`${id}-days`} label={t("step.days")}>
              <InputNumber
                id={`${id}-days`}
                min={1}
                max={14}
                value={does.days}
                onChange={(days) => set({ days: days ?? 1 })}
              />
            </FormRow>
            <FormRow id={`${id}-capacity`} label={t("step.capacity")}>
              <InputNumber
                id={`${id}-capacity`}
                min={1}
                max={999}
                value={does.capacity}
                onChange={(n) => set({ capacity: n ?? 1 })}
              />
            </FormRow>
          </div>
        </>
      )}
      {does.kind === "choose" && (
        <FormRow label={t("step.options")}>
          <Lines
            list={does.options}
            set={(options) => set({ options })}
            fresh={{ value: `v${does.options.length + 1}`, label: { "zh-CN": "" }, next: "" }}
            add={t("option.add")}
          >
            {(option, put) => (
              <>
                <Input
                  aria-label={t("option.label")}
                  value={option.label["zh-CN"]}
                  maxLength={40}
                  onChange={(event) => put({ label: { ...option.label, "zh-CN": event.target.value } })}
                />
                <Input
                  aria-label={t("option.value")}
                  className={css.small}
                  value={option.value}
                  maxLength={40}
                  onChange={(event) => put({ value: event.target.value })}
                />
              </>
            )}
          </Lines>
        </FormRow>
      )}
      {does.kind === "pick_items" && (
        <FormRow label={t("step.items")} effect={t("step.items.effect")}>
          <Lines
            list={does.items}
            set={(items) => set({ items })}
            fresh={{ key: `item${does.items.length + 1}`, label: { "zh-CN": "" }, price_fen: 100 }}
            add={t("item.add")}
          >
            {(item, put) => (
              <>
                <Input
                  aria-label={t("option.label")}
                  value={item.label["zh-CN"]}
                  maxLength={40}
                  onChange={(event) => put({ label: { ...item.label, "zh-CN": event.target.value } })}
                />
                <Input
                  aria-label="SKU"
                  className={css.small}
                  value={item.key}
                  maxLength={64}
                  onChange={(event) => put({ key: event.target.value })}
                />
                <InputNumber
                  aria-label={t("item.price")}
                  prefix="¥"
                  min={0}
                  value={item.price_fen / 100}
                  onChange={(yuan) => put({ price_fen: Math.round((yuan ?? 0) * 100) })}
                />
              </>
            )}
          </Lines>
        </FormRow>
      )}
      {does.kind === "branch" && (
        <FormRow label={t("step.cases")} effect={t("step.cases.effect")}>
          <Lines
            list={does.cases}
            set={(cases) => set({ cases })}
            fresh={{ slot: "", is: "equals", value: "", next: "" }}
            add={t("case.add")}
          >
            {(one, put) => (
              <>
                <Input
                  aria-label={t("step.slot")}
                  value={one.slot}
                  maxLength={40}
                  onChange={(event) => put({ slot: event.target.value })}
                />
                <Select
                  aria-label={t("case.test")}
                  value={one.is}
                  options={TESTS.map((value) => ({ value, label: t(`test.${value}`) }))}
                  onChange={(is) => put({ is })}
                />
                <Input
                  aria-label={t("case.value")}
                  className={css.small}
                  value={one.value}
                  maxLength={100}
                  onChange={(event) => put({ value: event.target.value })}
                />
              </>
            )}
          </Lines>
        </FormRow>
      )}
      {waysOf(does).map((way) => (
        <FormRow key={way.port} id={`${id}-${way.port}`} label={t("way.to", { name: nameOf(does, way.port, t) })}>
          <Select
            id={`${id}-${way.port}`}
            value={way.to}
            options={others}
            onChange={(to) => change({ does: lead(does, way.port, to) })}
          />
        </FormRow>
      ))}
      <div className={css.stepFoot}>
        {!first && (
          <Button size="small" onClick={makeFirst}>
            {t("step.first")}
          </Button>
        )}
        <Button size="small" look="danger" onClick={remove}>
          {t("step.delete")}
        </Button>
      </div>
    </div>
  );
};

const nameOf = (does: Does, port: string, t: ReturnType<typeof botWords.use>): string => {
  const [list, n] = port.split(".");
  if (list === "options" && does.kind === "choose") return does.options[Number(n)]?.label["zh-CN"] || port;
  if (list === "cases" && does.kind === "branch") return `${does.cases[Number(n)]?.slot ?? ""} #${Number(n) + 1}`;
  return t(`way.${list as "next"}`);
};
