import { exactText, useLocale } from "@yingke/ui";
import { useCategories, useGroups } from "../../app/directory";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import css from "./editor.module.css";
import { type FieldChange, LANGS, ORDER_STATES } from "./model";
import { knowledgeWords } from "./words";

export const NAMES = [
  "question",
  "similar",
  "shortcut",
  "answer",
  "levels.warm",
  "levels.formal",
  "steps",
  "category",
  "lang",
  "source",
  "owner_line",
  "valid_from",
  "valid_to",
  "scope.products",
  "scope.regions",
  "scope.order_states",
  "scope.tiers",
  "scope.audience",
  "scope.categories",
  "must_read",
  "html",
] as const;

/** What changed, field by field; what is gone is struck through, what is new underlined. */
export const Diff = ({ changes }: { changes: FieldChange[] }) => {
  const t = knowledgeWords.use();
  const locale = useLocale();
  const app = appWords.use();
  const groups = useGroups();
  const categories = useCategories();
  const language = useLanguage();
  const nameOf = (name: Parameters<typeof textIn>[0] | undefined) => name && textIn(name, language);
  // Flags and groups travel as words of the wire.
  const spell = (text: string) =>
    text
      .replace("true", t("mark.must_read"))
      .replace("newcomers", t("scope.newcomers"))
      .replace("agents_only", t("scope.agents_only"))
      .replace(/grp_[0-9a-f]{32}/g, (id) => nameOf(groups.get(id)?.name) ?? id);
  // Fields that hold one name or a list of names: half a name means nothing to a reader either.
  const names: Partial<Record<string, (key: string) => string | undefined>> = {
    category: (key) => nameOf([...categories.values()].find((one) => one.key === key)?.name),
    "scope.categories": (key) => nameOf([...categories.values()].find((one) => one.key === key)?.name),
    lang: (key) => LANGS.find((one) => one === key) && t(`lang.${key as "en"}`),
    "scope.order_states": (key) => {
      const state = ORDER_STATES.find((one) => one === key);
      return state && app(`order_state.${state}`);
    },
  };
  if (changes.length === 0) return <p className={css.quiet}>{t("diff.none")}</p>;
  return (
    <dl className={css.diff}>
      {changes.map(({ field, pieces }) => {
        const name = NAMES.find((one) => one === field);
        const said = field === "must_read" || field === "scope.audience" ? spell : (text: string) => text;
        const called = names[field];
        const isTime = field === "valid_from" || field === "valid_to";
        return (
          <div key={field}>
            <dt>{name ? t(`diff.${name}`) : field}</dt>
            <dd>
              {field === "html" && t("diff.markup")}
              {isTime
                ? timesOf(pieces).map(({ kind, at }) =>
                    kind === "removed" ? (
                      <del key={kind}>{at ? exactText(at, locale) : t("diff.nothing")}</del>
                    ) : (
                      <ins key={kind}>{at ? exactText(at, locale) : t("diff.nothing")}</ins>
                    ),
                  )
                : called
                  ? sidesOf(pieces).map(({ kind, text }) => {
                      const words = text.replace(/[\w-]+/g, (key) => called(key) ?? key);
                      if (!words) return null;
                      return kind === "removed" ? <del key={kind}>{words}</del> : <ins key={kind}>{words}</ins>;
                    })
                  : pieces.map((piece, at) => {
                      const key = `${at}-${piece.kind}`;
                      if (piece.kind === "added") return <ins key={key}>{said(piece.text)}</ins>;
                      if (piece.kind === "removed") return <del key={key}>{said(piece.text)}</del>;
                      return <span key={key}>{said(piece.text)}</span>;
                    })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
};

/** Instants travel as numbers; half a number means nothing to a reader. */
const timesOf = (pieces: FieldChange["pieces"]) =>
  sidesOf(pieces).map(({ kind, text }) => ({ kind, at: Number(text) }));

/** Before and after, each whole. */
const sidesOf = (pieces: FieldChange["pieces"]) => {
  const without = (kind: "added" | "removed") =>
    pieces
      .filter((piece) => piece.kind !== kind)
      .map((piece) => piece.text)
      .join("");
  return [
    { kind: "removed" as const, text: without("added") },
    { kind: "added" as const, text: without("removed") },
  ];
};
