import { Input } from "antd";
import { useId, useState } from "react";
import { FormRow } from "../../parts/form/FormRow";
import { SideForm } from "../../parts/form/SideForm";
import { useSaving } from "../../parts/form/useSaving";
import { acceptGap } from "./api";
import type { Gap } from "./model";
import { factWords } from "./words";

/** The gap as a draft of an item: the agents' own answer to begin with. */
export const GapForm = ({ gap, close }: { gap: Gap; close: () => void }) => {
  const t = factWords.use();
  const id = useId();
  const { save, saving, problem } = useSaving("knowledge-care");
  const [question, setQuestion] = useState(gap.question);
  const [similar, setSimilar] = useState(gap.similar.join("\n"));
  const [answer, setAnswer] = useState(gap.answer);
  const [tried, setTried] = useState(false);
  const missing = (text: string) => (tried && !text.trim() ? t("problem.empty") : undefined);
  const submit = async () => {
    setTried(true);
    if (!question.trim() || !answer.trim()) return;
    const item = {
      key: "",
      category: "",
      lang: gap.lang,
      question: question.trim(),
      similar: [...new Set(similar.split("\n").map((line) => line.trim()))].filter(Boolean).slice(0, 100),
      answer: answer.trim(),
      source: t("gap.source", { count: gap.count }),
      state: "draft" as const,
    };
    if (await save((once) => acceptGap({ questions: gap.questions, item }, once), t("gap.drafted"))) close();
  };
  return (
    <SideForm
      title={t("gap.accept")}
      saving={saving}
      width={600}
      submitLabel={t("gap.save")}
      close={close}
      submit={() => void submit()}
    >
      <FormRow id={`${id}-q`} label={t("gap.field.question")} problem={missing(question) ?? problem("question")}>
        <Input id={`${id}-q`} maxLength={200} value={question} onChange={(event) => setQuestion(event.target.value)} />
      </FormRow>
      <FormRow id={`${id}-s`} label={t("gap.field.similar")} problem={problem("similar")}>
        <Input.TextArea
          id={`${id}-s`}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={similar}
          onChange={(event) => setSimilar(event.target.value)}
        />
      </FormRow>
      <FormRow
        id={`${id}-a`}
        label={t("gap.field.answer")}
        effect={t("gap.field.answer.effect")}
        problem={missing(answer) ?? problem("answer")}
      >
        <Input.TextArea
          id={`${id}-a`}
          autoSize={{ minRows: 5, maxRows: 16 }}
          maxLength={5000}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
      </FormRow>
    </SideForm>
  );
};
