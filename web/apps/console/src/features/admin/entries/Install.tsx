import { Button } from "@yingke/ui";
import { Popconfirm, Tabs } from "antd";
import { useState } from "react";
import type { Entry } from "../../../app/directory";
import { appWords } from "../../../app/i18n";
import { FormRow } from "../../../parts/form/FormRow";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { renewSecret } from "../api";
import { SAMPLES, withOrigin, withToken } from "../model/identitySamples";
import { CopyBlock } from "../ui/CopyBlock";
import { adminWords } from "../words";

/** What to paste into the shop, and how its server says who the customer is. */
export const Install = ({ entry, onSecret }: { entry: Entry; onSecret: (secret: string) => void }) => {
  const t = adminWords.use();
  const app = appWords.use();
  const { save, saving } = useSaving("entries");
  const [guide, setGuide] = useState(false);
  const snippet = withOrigin(entry.snippet, location.origin);

  const renew = async () => {
    const made = await save(() => renewSecret(entry.id), t("identity.renewed"));
    if (made) onSecret(made.identity_secret);
  };

  return (
    <section className={css.install}>
      <FormRow label={t("setting.snippet")} effect={t("setting.snippet.effect")}>
        <CopyBlock text={snippet} label={t("setting.snippet")} />
      </FormRow>
      <FormRow label={t("setting.identity")} effect={t("setting.identity.effect")}>
        <div className={css.inlineButtons}>
          <Popconfirm
            title={t("identity.renew.confirm")}
            okText={t("identity.renew")}
            cancelText={app("action.cancel")}
            onConfirm={() => void renew()}
          >
            {/* antd places its bubble beside an element, not beside a component. */}
            <span>
              <Button size="small" busy={saving}>
                {t("identity.renew")}
              </Button>
            </span>
          </Popconfirm>
          <Button size="small" look="quiet" aria-expanded={guide} onClick={() => setGuide(!guide)}>
            {t(guide ? "identity.guide.hide" : "identity.guide")}
          </Button>
        </div>
        {guide && (
          <div className={css.stack}>
            <p className={css.quiet}>{t("identity.step1")}</p>
            <Tabs
              size="small"
              items={SAMPLES.map(({ language, code }) => ({
                key: language,
                label: language,
                children: <CopyBlock text={code} label={language} />,
              }))}
            />
            <p className={css.quiet}>{t("identity.step2")}</p>
            <CopyBlock text={withToken(snippet)} label={t("setting.snippet")} />
            <p className={css.quiet}>{t("identity.step3")}</p>
          </div>
        )}
      </FormRow>
    </section>
  );
};
