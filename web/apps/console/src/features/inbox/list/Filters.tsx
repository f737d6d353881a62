import CloseOutlined from "@ant-design/icons/es/icons/CloseOutlined";
import DownOutlined from "@ant-design/icons/es/icons/DownOutlined";
import SearchOutlined from "@ant-design/icons/es/icons/SearchOutlined";
import SettingOutlined from "@ant-design/icons/es/icons/SettingOutlined";
import { useQuery } from "@tanstack/react-query";
import { Floating, Kbd, MenuHeading, MenuItem, MenuLine } from "@yingke/ui";
import { useEffect, useMemo, useRef, useState } from "react";
import { useAgents, useGroups } from "../../../app/directory";
import { AppLink, go } from "../../../app/go";
import { query } from "../../../app/http";
import { appWords, textIn, useLanguage } from "../../../app/i18n";
import { type Command, useCommands } from "../../../app/keys";
import { countsQuery } from "../api";
import { BOXES, FILTER_STATES, type Filter } from "../model/filter";
import { useLayout } from "../model/layout";
import { words } from "../words";
import css from "./list.module.css";

const SEARCH_PAUSE_MS = 250;

/** Which box, what words, which chips; all of it stands in the address. */
export const Filters = ({ filter }: { filter: Filter }) => {
  const t = words.use();
  const counts = useQuery(countsQuery).data;
  return (
    <header className={css.filters}>
      <div className={css.top}>
        <nav className={css.boxes} aria-label={t("list.boxes")}>
          {BOXES.map((box) => (
            <AppLink
              key={box}
              href={`/inbox${query({ ...filter, box, agent_id: undefined, state: undefined })}`}
              aria-current={box === filter.box ? "page" : undefined}
            >
              {t(`box.${box}`)}
              {counts && <span className={css.count}>{counts[box] > 999 ? "999+" : counts[box]}</span>}
            </AppLink>
          ))}
        </nav>
        <Settings />
      </div>
      <Search key={filter.box} filter={filter} />
      <Chips filter={filter} />
    </header>
  );
};

const Search = ({ filter }: { filter: Filter }) => {
  const t = words.use();
  const app = appWords.use();
  const [text, setText] = useState(filter.q ?? "");
  const field = useRef<HTMLInputElement>(null);
  const composing = useRef(false);
  const current = useRef(filter);
  current.current = filter;

  useEffect(() => {
    const timer = setTimeout(() => {
      const q = text.trim() || undefined;
      if (!composing.current && q !== current.current.q) {
        go(`${location.pathname}${query({ ...current.current, q })}`, { replace: true });
      }
    }, SEARCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  useCommands(
    useMemo<Command[]>(
      () => [
        {
          id: "inbox.search",
          title: () => words.t("command.search"),
          section: "conversation",
          keys: "/",
          run: () => field.current?.select(),
        },
      ],
      [],
    ),
  );

  return (
    <div className={css.search}>
      <SearchOutlined aria-hidden="true" />
      <input
        ref={field}
        type="search"
        value={text}
        maxLength={200}
        placeholder={t("list.search")}
        aria-label={t("list.search")}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          setText(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing) {
            if (text) setText("");
            else event.currentTarget.blur();
          }
        }}
      />
      {text ? (
        <button type="button" aria-label={t("filter.clear")} title={app("action.close")} onClick={() => setText("")}>
          <CloseOutlined />
        </button>
      ) : (
        <Kbd keys="/" />
      )}
    </div>
  );
};

const Chips = ({ filter }: { filter: Filter }) => {
  const t = words.use();
  const app = appWords.use();
  const language = useLanguage();
  const groups = useGroups();
  const agents = useAgents();
  const set = (change: Partial<Filter>) => go(`${location.pathname}${query({ ...filter, ...change })}`);
  const group = filter.group_id ? groups.get(filter.group_id) : undefined;
  const agent = filter.agent_id ? agents.get(filter.agent_id) : undefined;
  return (
    <div className={css.chips}>
      {filter.box !== "waiting" && (
        <Chip
          name={t("filter.state")}
          value={filter.state && app(`conversation_state.${filter.state}`)}
          clear={() => set({ state: undefined })}
          options={(filter.box === "mine" ? (["active", "wrapup", "offered"] as const) : FILTER_STATES).map(
            (state) => ({
              key: state,
              label: app(`conversation_state.${state}`),
              chosen: state === filter.state,
              choose: () => set({ state }),
            }),
          )}
        />
      )}
      <Chip
        name={t("filter.group")}
        value={filter.group_id && (group ? textIn(group.name, language) : t("filter.unknown"))}
        clear={() => set({ group_id: undefined })}
        options={[...groups.values()]
          .filter(({ kind }) => kind === "service")
          .map(({ id, name }) => ({
            key: id,
            label: textIn(name, language),
            chosen: id === filter.group_id,
            choose: () => set({ group_id: id }),
          }))}
      />
      {filter.box === "all" && (
        <Chip
          name={t("filter.agent")}
          value={filter.agent_id && (agent?.name ?? t("filter.unknown"))}
          clear={() => set({ agent_id: undefined })}
          options={[...agents.values()]
            .filter(({ role }) => role !== "light")
            .map(({ id, name }) => ({
              key: id,
              label: name,
              chosen: id === filter.agent_id,
              choose: () => set({ agent_id: id }),
            }))}
        />
      )}
    </div>
  );
};

interface ChipProps {
  name: string;
  value: string | undefined;
  clear: () => void;
  options: { key: string; label: string; chosen: boolean; choose: () => void }[];
}

const Chip = ({ name, value, clear, options }: ChipProps) => {
  const t = words.use();
  return (
    <span className={css.chip} data-on={value !== undefined || undefined}>
      <Floating
        kind="menu"
        panelLabel={name}
        face={
          <>
            {value ? `${name}: ${value}` : name}
            {!value && <DownOutlined aria-hidden="true" />}
          </>
        }
      >
        {(close) =>
          options.map(({ key, label, chosen, choose }) => (
            <MenuItem
              key={key}
              checked={chosen}
              onChoose={() => {
                close();
                choose();
              }}
            >
              {label}
            </MenuItem>
          ))
        }
      </Floating>
      {value && (
        <button type="button" aria-label={`${t("filter.clear")}: ${name}`} onClick={clear}>
          <CloseOutlined />
        </button>
      )}
    </span>
  );
};

const Settings = () => {
  const t = words.use();
  const { sound, sendKey } = useLayout();
  return (
    <Floating
      kind="menu"
      placement="bottom-end"
      className={css.iconButton}
      label={t("settings.label")}
      face={<SettingOutlined aria-hidden="true" />}
    >
      {(close) => {
        const set = (change: Partial<ReturnType<typeof useLayout.getState>>) => {
          useLayout.setState(change);
          close();
        };
        return (
          <>
            <MenuHeading>{t("settings.sound")}</MenuHeading>
            <MenuItem checked={sound} onChoose={() => set({ sound: true })}>
              {t("settings.sound_on")}
            </MenuItem>
            <MenuItem checked={!sound} onChoose={() => set({ sound: false })}>
              {t("settings.sound_off")}
            </MenuItem>
            <MenuLine />
            <MenuHeading>{t("settings.send_key")}</MenuHeading>
            {(["enter", "mod+enter"] as const).map((key) => (
              <MenuItem key={key} checked={sendKey === key} onChoose={() => set({ sendKey: key })}>
                <Kbd keys={key} />
              </MenuItem>
            ))}
          </>
        );
      }}
    </Floating>
  );
};
