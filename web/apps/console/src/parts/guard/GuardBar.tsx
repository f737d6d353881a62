import StopOutlined from "@ant-design/icons/es/icons/StopOutlined";
import WarningOutlined from "@ant-design/icons/es/icons/WarningOutlined";
import { Button } from "@yingke/ui";
import { useState } from "react";
import { appWords } from "../../app/i18n";
import css from "./guard.module.css";
import { applyAll, applyFix, CODES, type Finding, isKnown } from "./model";
import { guardWords } from "./words";

interface GuardBarProps {
  text: string;
  findings: Finding[];
  blocked: boolean;
  mayOverride: boolean;
  change: (text: string) => void;
  sendAnyway: (reason: string) => void;
}

/** Under the text: what was found, each with what to do about it. */
export const GuardBar = ({ text, findings, blocked, mayOverride, change, sendAnyway }: GuardBarProps) => {
  const t = guardWords.use();
  const [reason, setReason] = useState("");
  if (findings.length === 0) return null;
  const fixable = findings.filter(({ fix }) => fix !== undefined && fix !== null);
  return (
    <section className={css.guard} aria-label={t("label")} data-blocked={blocked || undefined}>
      <ul aria-live="polite">
        {findings.slice(0, 5).map((finding) => (
          <li key={`${finding.start}.${finding.code}`} data-level={finding.level}>
            {finding.level === "block" ? <StopOutlined aria-hidden="true" /> : <WarningOutlined aria-hidden="true" />}
            <span>
              <q>{finding.text}</q> <Sentence finding={finding} />
            </span>
            {typeof finding.fix === "string" && (
              <button type="button" onClick={() => change(applyFix(text, finding))}>
                {finding.fix === "" ? t("remove") : t("fix", { fix: finding.fix })}
              </button>
            )}
          </li>
        ))}
      </ul>
      {fixable.length > 1 && (
        <button type="button" className={css.all} onClick={() => change(applyAll(text, fixable))}>
          {t("fix_all", { count: fixable.length })}
        </button>
      )}
      {blocked &&
        (mayOverride ? (
          <form
            className={css.override}
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.trim()) sendAnyway(reason.trim());
            }}
          >
            <input
              value={reason}
              maxLength={300}
              placeholder={t("reason")}
              aria-label={t("reason")}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button size="small" type="submit" disabled={!reason.trim()}>
              {t("send_anyway")}
            </Button>
          </form>
        ) : (
          <p className={css.held}>{t("held")}</p>
        ))}
    </section>
  );
};

const STATES = ["pending_payment", "paid", "shipped", "delivered", "completed", "cancelled"] as const;

const Sentence = ({ finding }: { finding: Finding }) => {
  const t = guardWords.use();
  const app = appWords.use();
  const state = STATES.find((each) => each === finding.detail);
  const detail = state ? app(`order_state.${state}`) : finding.detail;
  const sentence = isKnown(finding.code) ? t(CODES[finding.code]) : finding.code;
  return <>{detail ? t("with_detail", { sentence, detail }) : sentence}</>;
};
