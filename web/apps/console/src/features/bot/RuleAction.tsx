import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { textIn, useLanguage } from "../../app/i18n";
import { answersQuery, flowsQuery } from "./api";
import css from "./bot.module.css";
import { KnowledgePick } from "./KnowledgePick";
import { ANSWER, actionOf, RULE_ACTIONS, splitAction } from "./model";
import { botWords } from "./words";

interface RuleActionProps {
  id: string;
  value: string;
  onChange: (action: string) => void;
}

/** What a click on the chip does: chosen from what there is, an answer found by its words. */
export const RuleAction = ({ id, value, onChange }: RuleActionProps) => {
  const t = botWords.use();
  const language = useLanguage();
  const flows = useQuery(flowsQuery);
  const { verb, key } = splitAction(value);
  // The server puts the item of this very key first.
  const held = useQuery(answersQuery(verb === ANSWER ? key : ""));
  const published = (flows.data ?? []).filter((flow) => flow.published != null);
  const chosen = verb === ANSWER ? ANSWER : value;
  const groups = [
    { label: t("target.say"), options: [{ value: ANSWER, label: t("target.knowledge") }, option("ask")] },
    { label: t("target.live"), options: RULE_ACTIONS.map(option) },
    {
      label: t("target.flow"),
      options: published.map((flow) => ({ value: `flow:${flow.key}`, label: textIn(flow.draft.name, language) })),
    },
    { label: t("action.request"), options: [{ value: "request", label: t("target.request.any") }] },
  ];
  function option(action: (typeof RULE_ACTIONS)[number] | "ask") {
    return { value: action as string, label: t(`action.${action}`) };
  }
  const known = groups.some((group) => group.options.some((one) => one.value === chosen));
  const gone = { label: t("target.gone", { key }), options: [{ value: chosen, label: t("target.gone", { key }) }] };
  return (
    <div className={css.texts}>
      <Select
        id={id}
        showSearch={{ optionFilterProp: "label" }}
        status={known || flows.isPending ? undefined : "warning"}
        value={chosen}
        options={known || flows.isPending ? groups : [gone, ...groups]}
        onChange={(next: string) => onChange(next === ANSWER ? actionOf(ANSWER, "") : next)}
      />
      {verb === ANSWER && (
        <KnowledgePick
          id={`${id}-answer`}
          label={t("target.knowledge")}
          value={key}
          question={held.data?.find((item) => item.key === key)?.question}
          onChange={(next) => onChange(actionOf(ANSWER, next))}
        />
      )}
    </div>
  );
};
