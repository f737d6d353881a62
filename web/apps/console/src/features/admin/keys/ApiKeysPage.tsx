import { useQuery } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { Checkbox, Input, Popconfirm } from "antd";
import { useId, useState } from "react";
import { Broken } from "../../../app/faces";
import { appWords } from "../../../app/i18n";
import { useMe } from "../../../app/session";
import { FormRow } from "../../../parts/form/FormRow";
import { SideForm } from "../../../parts/form/SideForm";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { type ApiKey, apiKeysQuery, createApiKey, revokeApiKey } from "../api";
import type { Permission } from "../model/sections";
import { Page } from "../ui/Page";
import { SecretDialog } from "../ui/SecretDialog";
import { adminWords } from "../words";

export const ApiKeysPage = () => {
  const t = adminWords.use();
  const app = appWords.use();
  const keys = useQuery(apiKeysQuery);
  const [asked, setAsked] = useState(false);
  const [secret, setSecret] = useState<string>();
  const { save } = useSaving("api_keys");
  const revoke = (key: ApiKey) => void save(() => revokeApiKey(key.id), t("apikey.revoked", { name: key.name }));
  return (
    <Page section="api_keys" action={{ label: t("apikey.new"), run: () => setAsked(true) }}>
      {keys.isPending && <SkeletonRows rows={3} />}
      {keys.isError && <Broken error={keys.error} retry={() => void keys.refetch()} />}
      {keys.data?.length === 0 && <EmptyState title={t("apikey.none")} hint={t("section.api_keys.effect")} />}
      <ul className={css.rows}>
        {keys.data?.map((key) => (
          <li key={key.id} className={css.plainRow} data-off={key.revoked_at ? true : undefined}>
            <span className={css.rowMain}>
              <strong>{key.name}</strong>
              <span className={css.quiet}>
                <code>{key.prefix}…</code> · {key.permissions.map((one) => t(`permission.${one}`)).join(" · ")}
              </span>
            </span>
            <span className={css.rowEnd}>
              {key.used_at ? (
                <>
                  {t("apikey.used")} <RelativeTime at={key.used_at} />
                </>
              ) : (
                t("apikey.unused")
              )}
            </span>
            {key.revoked_at ? (
              <StatusTag>{t("apikey.over")}</StatusTag>
            ) : (
              <Popconfirm
                title={t("apikey.revoke.confirm")}
                okText={t("apikey.revoke")}
                cancelText={app("action.cancel")}
                okButtonProps={{ danger: true }}
                onConfirm={() => revoke(key)}
              >
                {/* antd places its bubble beside an element, not beside a component. */}
                <span>
                  <Button size="small" look="danger">
                    {t("apikey.revoke")}
                  </Button>
                </span>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      {asked && <KeyForm close={() => setAsked(false)} onSecret={setSecret} />}
      {secret && (
        <SecretDialog
          title={t("apikey.secret")}
          hint={t("apikey.keep")}
          secret={secret}
          close={() => setSecret(undefined)}
        />
      )}
    </Page>
  );
};

const KeyForm = ({ close, onSecret }: { close: () => void; onSecret: (secret: string) => void }) => {
  const t = adminWords.use();
  const id = useId();
  // Nobody can give away more than they have.
  const { permissions: mine } = useMe();
  const { save, saving, problem } = useSaving("api_keys");
  const [name, setName] = useState("");
  const [permissions, setPermissions] = useState<Permission[]>(["import"]);
  const submit = async () => {
    const made = await save((key) => createApiKey({ name: name.trim(), permissions }, key));
    if (!made) return;
    close();
    onSecret(made.key);
  };
  return (
    <SideForm
      title={t("apikey.new")}
      saving={saving}
      close={close}
      submit={() => void submit()}
      submitLabel={t("apikey.create")}
    >
      <FormRow id={`${id}-name`} label={t("name")} effect={t("apikey.name.effect")} problem={problem("name")}>
        <Input
          id={`${id}-name`}
          autoFocus
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </FormRow>
      <FormRow
        label={t("setting.keyPermissions")}
        effect={t("setting.keyPermissions.effect")}
        problem={problem("permissions")}
      >
        <Checkbox.Group
          className={css.checks}
          value={permissions}
          onChange={(chosen) => setPermissions(chosen as Permission[])}
          options={mine.map((permission) => ({ value: permission, label: t(`permission.${permission}`) }))}
        />
      </FormRow>
    </SideForm>
  );
};
