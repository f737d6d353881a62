import CloseOutlined from "@ant-design/icons/es/icons/CloseOutlined";
import { Avatar } from "@yingke/ui";
import { Input, Radio, Select } from "antd";
import { useId, useState } from "react";
import { queryClient } from "../../../app/client";
import { type Group, groupsQuery, useAgents } from "../../../app/directory";
import { FormRow } from "../../../parts/form/FormRow";
import { SideForm } from "../../../parts/form/SideForm";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { createGroup, type SaveGroup, seatMembers, updateGroup } from "../api";
import { freeKey } from "../model/typeDraft";
import { SortableList } from "../ui/SortableList";
import { TextInputs, tidyText } from "../ui/TextInputs";
import { adminWords } from "../words";

export const GroupForm = ({ group, close }: { group?: Group; close: () => void }) => {
  const t = adminWords.use();
  const id = useId();
  const agents = useAgents();
  const { save, saving, problem } = useSaving("groups");
  const [form, setForm] = useState<SaveGroup>({
    name: group?.name ?? { "zh-CN": "" },
    kind: group?.kind ?? "service",
    strategy: group?.strategy ?? "round_robin",
  });
  const [key, setKey] = useState<string>();
  const [members, setMembers] = useState(group?.member_ids ?? []);
  const set = (change: Partial<SaveGroup>) => setForm((now) => ({ ...now, ...change }));
  const taken = (queryClient.getQueryData(groupsQuery.queryKey) ?? []).map((one) => one.key);
  const shownKey = key ?? freeKey(form.name.en ?? "", taken, "group");

  const submit = async () => {
    const body = { ...form, name: tidyText(form.name) };
    const saved = await save(async (idempotencyKey) => {
      if (!group) return createGroup({ ...body, key: shownKey, member_ids: members }, idempotencyKey);
      const updated = await updateGroup(group.id, { ...body, version: group.version });
      return members.join() === group.member_ids.join() ? updated : seatMembers(group.id, members);
    });
    if (saved) close();
  };

  return (
    <SideForm
      title={group ? group.name["zh-CN"] : t("groups.new")}
      saving={saving}
      close={close}
      submit={() => void submit()}
    >
      <FormRow id={`${id}-name`} label={t("name")} problem={problem("name")}>
        <TextInputs
          id={`${id}-name`}
          label={t("name")}
          most={60}
          value={form.name}
          invalid={Boolean(problem("name"))}
          onChange={(name) => set({ name })}
        />
      </FormRow>
      {!group && (
        <FormRow id={`${id}-key`} label={t("key")} effect={t("key.effect")} problem={problem("key")}>
          <Input id={`${id}-key`} value={shownKey} maxLength={40} onChange={(event) => setKey(event.target.value)} />
        </FormRow>
      )}
      <FormRow label={t("setting.groupKind")} effect={t(`kind.${form.kind}.effect`)}>
        <Radio.Group
          aria-label={t("setting.groupKind")}
          value={form.kind}
          options={(["service", "department"] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(event) => set({ kind: event.target.value })}
        />
      </FormRow>
      {form.kind === "service" && (
        <FormRow label={t("setting.strategy")} effect={t(`strategy.${form.strategy}.effect`)}>
          <Radio.Group
            aria-label={t("setting.strategy")}
            value={form.strategy}
            options={(["round_robin", "least_loaded"] as const).map((value) => ({
              value,
              label: t(`strategy.${value}`),
            }))}
            onChange={(event) => set({ strategy: event.target.value })}
          />
        </FormRow>
      )}
      <FormRow
        id={`${id}-members`}
        label={t("setting.seats")}
        effect={t("setting.seats.effect")}
        problem={problem("member_ids")}
      >
        <SortableList
          items={members}
          numbered
          keyOf={(member) => member}
          nameOf={(member) => agents.get(member)?.name ?? member}
          onSort={setMembers}
        >
          {(member) => {
            const name = agents.get(member)?.name ?? "…";
            return (
              <span className={css.member}>
                <Avatar name={name} size={24} /> {name}
                <button
                  type="button"
                  className={css.iconButton}
                  aria-label={t("remove", { name })}
                  onClick={() => setMembers(members.filter((one) => one !== member))}
                >
                  <CloseOutlined />
                </button>
              </span>
            );
          }}
        </SortableList>
        <Select
          id={`${id}-members`}
          placeholder={t("groups.add")}
          showSearch={{ optionFilterProp: "label" }}
          options={[...agents.values()]
            .filter((agent) => agent.enabled && !members.includes(agent.id))
            .map((agent) => ({ value: agent.id, label: `${agent.name} · ${agent.nickname}` }))}
          value={null}
          onChange={(agent: string | null) => agent && setMembers([...members, agent])}
        />
      </FormRow>
    </SideForm>
  );
};
