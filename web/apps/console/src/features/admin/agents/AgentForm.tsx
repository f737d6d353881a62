import { Button } from "@yingke/ui";
import { Input, InputNumber, Select, Switch } from "antd";
import { useId, useState } from "react";
import { type Agent, useGroups } from "../../../app/directory";
import { appWords, textIn, useLanguage } from "../../../app/i18n";
import { useMe } from "../../../app/session";
import { FormRow } from "../../../parts/form/FormRow";
import { SideForm } from "../../../parts/form/SideForm";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { createAgent, type SaveAgent, seatMembers, updateAgent } from "../api";
import { firstPassword } from "../model/password";
import { adminWords } from "../words";

interface AgentFormProps {
  agent?: Agent;
  close: () => void;
  /** The password is only known here, and shown once. */
  onPassword: (name: string, password: string) => void;
}

const ROLES: Agent["role"][] = ["admin", "supervisor", "agent", "light"];
const MOST_AT_ONCE = 50;

export const AgentForm = ({ agent, close, onPassword }: AgentFormProps) => {
  const t = adminWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const id = useId();
  const me = useMe().agent.id;
  const groups = [...useGroups().values()];
  const { save, saving, problem } = useSaving("agents");
  const [form, setForm] = useState<SaveAgent>(() => ({
    email: agent?.email ?? "",
    name: agent?.name ?? "",
    nickname: agent?.nickname ?? "",
    role: agent?.role ?? "agent",
    capacity: agent?.capacity ?? 5,
    enabled: agent?.enabled ?? true,
  }));
  const [groupIds, setGroupIds] = useState<string[]>(agent?.group_ids ?? []);
  const set = (change: Partial<SaveAgent>) => setForm((now) => ({ ...now, ...change }));
  const roles = agent?.role === "owner" ? (["owner", ...ROLES] as const) : ROLES;

  /** Joins at the last seat, leaves where the person is no longer chosen. */
  const seat = async (agentId: string) => {
    for (const group of groups) {
      const sits = group.member_ids.includes(agentId);
      if (sits === groupIds.includes(group.id)) continue;
      const members = sits ? group.member_ids.filter((one) => one !== agentId) : [...group.member_ids, agentId];
      await seatMembers(group.id, members);
    }
  };

  const submit = async () => {
    const password = firstPassword();
    const { enabled, ...rest } = form;
    const saved = await save(async (key) => {
      const answer = agent
        ? await updateAgent(agent.id, { ...rest, enabled, version: agent.version })
        : await createAgent({ ...rest, password }, key);
      await seat(answer.id);
      return answer;
    });
    if (!saved) return;
    close();
    if (!agent) onPassword(form.name, password);
  };

  const resetPassword = async () => {
    if (!agent) return;
    const password = firstPassword();
    if (await save(() => updateAgent(agent.id, { version: agent.version, password }))) {
      close();
      onPassword(form.name, password);
    }
  };

  return (
    <SideForm
      title={agent ? agent.name : t("agent.new")}
      saving={saving}
      close={close}
      submit={() => void submit()}
      submitLabel={agent ? undefined : t("agent.create")}
    >
      <FormRow id={`${id}-name`} label={t("agent.name")} effect={t("agent.name.effect")} problem={problem("name")}>
        <Input
          id={`${id}-name`}
          autoFocus={!agent}
          value={form.name}
          maxLength={60}
          onChange={(event) => set({ name: event.target.value })}
        />
      </FormRow>
      <FormRow
        id={`${id}-nickname`}
        label={t("setting.nickname")}
        effect={t("setting.nickname.effect")}
        problem={problem("nickname")}
      >
        <Input
          id={`${id}-nickname`}
          value={form.nickname}
          maxLength={60}
          onChange={(event) => set({ nickname: event.target.value })}
        />
      </FormRow>
      <FormRow id={`${id}-email`} label={t("agent.email")} effect={t("agent.email.effect")} problem={problem("email")}>
        <Input
          id={`${id}-email`}
          type="email"
          autoComplete="off"
          value={form.email}
          onChange={(event) => set({ email: event.target.value })}
        />
      </FormRow>
      <FormRow
        id={`${id}-role`}
        label={t("setting.role")}
        effect={t(`role.${form.role}.effect`)}
        problem={problem("role")}
      >
        <Select
          id={`${id}-role`}
          disabled={agent?.id === me}
          options={roles.map((role) => ({ value: role, label: app(`role.${role}`) }))}
          value={form.role}
          onChange={(role) => set({ role })}
        />
      </FormRow>
      <FormRow
        id={`${id}-capacity`}
        label={t("setting.capacity")}
        effect={t("setting.capacity.effect")}
        problem={problem("capacity")}
      >
        <InputNumber
          id={`${id}-capacity`}
          min={0}
          max={MOST_AT_ONCE}
          precision={0}
          value={form.capacity}
          onChange={(capacity) => set({ capacity: capacity ?? 0 })}
        />
      </FormRow>
      <FormRow id={`${id}-groups`} label={t("setting.agentGroups")} effect={t("setting.agentGroups.effect")}>
        <Select
          id={`${id}-groups`}
          mode="multiple"
          showSearch={{ optionFilterProp: "label" }}
          options={groups.map((group) => ({ value: group.id, label: textIn(group.name, language) }))}
          value={groupIds}
          onChange={setGroupIds}
        />
      </FormRow>
      {agent && (
        <>
          <FormRow id={`${id}-enabled`} label={t("setting.enabled")} effect={t("setting.enabled.effect")}>
            <Switch
              id={`${id}-enabled`}
              disabled={agent.id === me}
              checked={form.enabled}
              onChange={(enabled) => set({ enabled })}
            />
          </FormRow>
          {agent.id !== me && (
            <FormRow label={t("agent.reset")} effect={t("agent.reset.effect")}>
              <Button onClick={() => void resetPassword()} className={css.fit}>
                {t("agent.reset")}
              </Button>
            </FormRow>
          )}
        </>
      )}
    </SideForm>
  );
};
