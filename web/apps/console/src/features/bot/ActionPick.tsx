import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { ticketTypesQuery } from "../../app/directory";
import { textIn, useLanguage } from "../../app/i18n";
import { flowsQuery } from "./api";
import { botWords } from "./words";

interface ActionPickProps {
  id?: string;
  label: string;
  /** As it is sent back by the click; empty: none. */
  value: string;
  onChange: (action: string) => void;
}

const LIVE = [
  "order.logistics",
  "order.logistics_stuck",
  "order.refund_status",
  "order.cancel",
  "order.return",
  "order.price_protection",
] as const;

/** What a click may do besides answering: look into an order, begin a flow, begin a request, bring a person. */
export const ActionPick = ({ id, label, value, onChange }: ActionPickProps) => {
  const t = botWords.use();
  const language = useLanguage();
  const flows = useQuery(flowsQuery);
  const types = useQuery(ticketTypesQuery);
  const groups = [
    { label: t("target.live"), options: LIVE.map((one) => ({ value: one as string, label: t(`action.${one}`) })) },
    {
      label: t("target.flow"),
      options: (flows.data ?? [])
        .filter((flow) => flow.published != null)
        .map((flow) => ({ value: `flow:${flow.key}`, label: textIn(flow.draft.name, language) })),
    },
    {
      label: t("action.request"),
      options: [
        { value: "request", label: t("target.request.any") },
        ...(types.data ?? [])
          .filter((type) => type.enabled && type.customer_can_start)
          .map((type) => ({ value: `request:${type.key}`, label: textIn(type.name, language) })),
      ],
    },
    { label: t("target.person"), options: [{ value: "human", label: t("kind.hand_over") }] },
  ];
  const known = groups.some((group) => group.options.some((one) => one.value === value));
  return (
    <Select
      id={id}
      aria-label={label}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t("target.action.hint")}
      value={value || undefined}
      options={known || !value ? groups : [{ label: value, options: [{ value, label: value }] }, ...groups]}
      onChange={(action?: string) => onChange(action ?? "")}
    />
  );
};
