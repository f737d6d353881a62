import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useEffect, useState } from "react";
import { answersQuery } from "./api";
import { botWords } from "./words";

interface KnowledgePickProps {
  id?: string;
  label: string;
  /** Key of the item; empty: none. */
  value: string;
  /** Its question, as far as it is known. */
  question?: string;
  onChange: (key: string, question: string) => void;
}

const PAUSE_MS = 250;

/** Finds a published answer by its words; an item that answers nobody any more is named as such. */
export const KnowledgePick = ({ id, label, value, question, onChange }: KnowledgePickProps) => {
  const t = botWords.use();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery(answersQuery(asked));
  const options = (found.data ?? []).map((item) => ({ value: item.key, label: item.question }));
  const held = value !== "" && options.every((one) => one.value !== value);
  return (
    <Select
      id={id}
      aria-label={label}
      allowClear
      placeholder={t("target.knowledge.hint")}
      value={value || undefined}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      status={value && !question ? "warning" : undefined}
      notFoundContent={asked ? t("target.knowledge.none") : t("target.knowledge.hint")}
      options={held ? [{ value, label: question ?? t("target.gone", { key: value }) }, ...options] : options}
      onChange={(key?: string) =>
        onChange(key ?? "", options.find((one) => one.value === key)?.label ?? question ?? "")
      }
    />
  );
};
