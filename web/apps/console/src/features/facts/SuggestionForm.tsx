import { useQuery } from "@tanstack/react-query";
import { Button } from "@yingke/ui";
import { Input, Select } from "antd";
import { useId, useState } from "react";
import { useAgents } from "../../app/directory";
import { FormRow } from "../../parts/form/FormRow";
import { SideForm } from "../../parts/form/SideForm";
import { useSaving } from "../../parts/form/useSaving";
import { makeSuggestion, saveSuggestion, suggestionQuery, tellSuggestion } from "./api";
import { type Cluster, mayTell, type News, newsText, STATES, type Suggestion } from "./model";
import { Links } from "./Voices";
import { factWords } from "./words";

interface SuggestionFormProps {
  of: Cluster | Suggestion;
  name: string;
  /** With the suggestion as it is now, when something was saved. */
  close: (saved?: Suggestion) => void;
}

/** A cluster becomes a suggestion; a suggestion is moved on, and those who asked for it are told. */
export const SuggestionForm = ({ of, name, close }: SuggestionFormProps) => {
  const t = factWords.use();
  const id = useId();
  const agents = useAgents();
  const held = "id" in of ? of : undefined;
  const { save, saving, problem } = useSaving("suggestions");
  const [title, setTitle] = useState(held?.title ?? name);
  const [note, setNote] = useState(held?.note ?? "");
  const [owner, setOwner] = useState(held?.owner_id);
  const [state, setState] = useState<Suggestion["state"]>(held?.state ?? "open");
  const submit = async () => {
    if (!title.trim()) return;
    const body = { title, note, owner_id: owner };
    const done = held
      ? await save(() => saveSuggestion(held.id, { ...body, state, version: held.version }))
      : of.category_id &&
        (await save((once) => makeSuggestion({ ...body, category_id: of.category_id as string }, once)));
    if (done) close(done);
  };
  return (
    <SideForm
      title={t(held ? "voice.title" : "voice.make")}
      saving={saving}
      close={() => close()}
      submit={() => void submit()}
    >
      <FormRow id={`${id}-t`} label={t("voice.title")} problem={title.trim() ? problem("title") : t("problem.empty")}>
        <Input id={`${id}-t`} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      </FormRow>
      <FormRow id={`${id}-o`} label={t("voice.owner")} problem={problem("owner_id")}>
        <Select
          id={`${id}-o`}
          allowClear
          value={owner}
          onChange={setOwner}
          options={[...agents.values()].map((agent) => ({ value: agent.id, label: agent.name }))}
        />
      </FormRow>
      {held && (
        <FormRow id={`${id}-s`} label={t("voice.state")} problem={problem("state")}>
          <Select
            id={`${id}-s`}
            value={state}
            onChange={setState}
            options={STATES.map((one) => ({ value: one, label: t(`voice.state.${one}`) }))}
          />
        </FormRow>
      )}
      <FormRow id={`${id}-n`} label={t("voice.note")} problem={problem("note")}>
        <Input.TextArea
          id={`${id}-n`}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </FormRow>
      {held && <Reach id={held.id} />}
    </SideForm>
  );
};

/** The evidence, and the message to those who asked, in each language that they speak: its words and numbers stand there
 *  before anything is sent. */
const Reach = ({ id }: { id: string }) => {
  const t = factWords.use();
  const field = useId();
  const detail = useQuery(suggestionQuery(id));
  const { save, saving, problem } = useSaving("suggestions");
  const [body, setBody] = useState<News>({});
  if (!detail.data) return null;
  const { evidence, to_tell, to_tell_by, told, sending, failed } = detail.data;
  const send = () => save((once) => tellSuggestion(id, newsText(body), once), t("voice.tell.started"));
  return (
    <>
      {to_tell_by.map(({ locale, customers }) => (
        <FormRow
          key={locale}
          id={`${field}-${locale}`}
          label={t("voice.tell.words", { language: t(`language.${locale}`), count: customers })}
          effect={locale === to_tell_by[0]?.locale ? t("voice.tell.effect") : undefined}
          problem={problem(`body.${locale}`) ?? problem("body")}
        >
          <Input.TextArea
            id={`${field}-${locale}`}
            lang={locale}
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={1000}
            value={body[locale] ?? ""}
            onChange={(event) => setBody({ ...body, [locale]: event.target.value })}
          />
        </FormRow>
      ))}
      {to_tell > 0 && (
        <Button busy={saving} disabled={!mayTell(body, to_tell_by)} onClick={() => void send()}>
          {t("voice.tell.send", { count: to_tell })}
        </Button>
      )}
      {told + sending + failed > 0 && <p>{t("voice.tell.progress", { told, sending, failed })}</p>}
      <h3>{t("voice.evidence")}</h3>
      <Links links={evidence} />
    </>
  );
};
