import { Button, StatusTag, type Tone } from "@yingke/ui";
import { useId, useState } from "react";
import { Dialog } from "../../app/Dialog";
import { useLanguage } from "../../app/i18n";
import { useSaving } from "../../parts/form/useSaving";
import { type Format, type ImportPlan, importFile } from "./api";
import { Diff, NAMES } from "./Diff";
import css from "./editor.module.css";
import { knowledgeWords } from "./words";

type Fate = ImportPlan["rows"][number]["fate"];

const TONES = { created: "success", changed: "info", unchanged: "neutral", refused: "danger" } satisfies Record<
  Fate,
  Tone
>;

const formatOf = (name: string): Format | undefined => {
  const ending = name.toLowerCase().split(".").pop();
  if (ending === "xlsx" || ending === "csv" || ending === "md") return ending;
  return ending === "markdown" ? "md" : undefined;
};

/** A file is looked at first: what each row would do. Only then is it taken. */
export const ImportDialog = ({ close }: { close: () => void }) => {
  const t = knowledgeWords.use();
  const language = useLanguage();
  const id = useId();
  const { save, saving } = useSaving("knowledge");
  const [file, setFile] = useState<{ format: Format; data: string; name: string }>();
  const [plan, setPlan] = useState<ImportPlan>();
  const [wrong, setWrong] = useState<string>();

  const choose = async (chosen: File | undefined) => {
    setPlan(undefined);
    setWrong(undefined);
    if (!chosen) return;
    const format = formatOf(chosen.name);
    if (!format) return setWrong(t("import.form"));
    if (chosen.size > 5_000_000) return setWrong(t("import.large"));
    const data = await base64(chosen);
    setFile({ format, data, name: chosen.name });
    const found = await save(() => importFile(format, data, false), null);
    if (found) setPlan(found);
  };
  const take = async () => {
    if (!file) return;
    if (await save(() => importFile(file.format, file.data, true), t("import.done"))) close();
  };
  // The server says in English what is wrong with a field; everybody else is told which one to look at.
  const why = ({ field, message }: ImportPlan["rows"][number]) => {
    const named = language !== "en" && NAMES.find((one) => one === field);
    return named ? t("import.check", { field: t(`diff.${named}`) }) : `${field}: ${message}`;
  };
  const count = (fate: Fate) => plan?.rows.filter((row) => row.fate === fate).length ?? 0;
  const good = count("created") + count("changed");
  return (
    <Dialog label={t("import.title")} close={close} wide>
      <div className={css.import}>
        <h2>{t("import.title")}</h2>
        <p id={id} className={css.quiet}>
          {t("import.effect")}
        </p>
        <label className={css.pick}>
          <input
            type="file"
            className="sr-only"
            aria-describedby={id}
            accept=".xlsx,.csv,.md,.markdown"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
          {file?.name ?? t("import.pick")}
        </label>
        {wrong && <p role="alert">{wrong}</p>}
        {plan && (
          <>
            <p>
              {(["created", "changed", "unchanged", "refused"] as const).map((fate) => (
                <span key={fate}>
                  <StatusTag tone={TONES[fate]}>{t(`fate.${fate}`)}</StatusTag> {count(fate)}{" "}
                </span>
              ))}
            </p>
            <div className={css.rows}>
              <table>
                <tbody>
                  {plan.rows.slice(0, 500).map((row) => (
                    <tr key={row.row}>
                      <td>{row.row}</td>
                      <td>
                        <StatusTag tone={TONES[row.fate]}>{t(`fate.${row.fate}`)}</StatusTag>
                      </td>
                      <td>
                        {row.question}
                        {row.message && <p className={css.quiet}>{why(row)}</p>}
                        {row.changes.length > 0 && <Diff changes={row.changes} />}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
        <footer className={css.foot}>
          <span className={css.space} />
          <Button onClick={close}>{t("import.cancel")}</Button>
          <Button look="primary" busy={saving} disabled={good === 0} onClick={() => void take()}>
            {t("import.take", { count: good })}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};

const base64 = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
};
