import SearchOutlined from "@ant-design/icons/es/icons/SearchOutlined";
import { useParams } from "@tanstack/react-router";
import { EmptyState, SkeletonRows } from "@yingke/ui";
import { type ComponentType, lazy, Suspense, useState } from "react";
import { Forbidden } from "../../app/faces";
import { AppLink } from "../../app/go";
import { useMe } from "../../app/session";
import css from "./admin.module.css";
import {
  type Found,
  findSettings,
  GROUPS,
  isSection,
  maySee,
  SECTION_KEYS,
  SECTIONS,
  type SectionKey,
} from "./model/sections";
import { type AdminTranslate, adminWords } from "./words";

const PAGES = {
  agents: lazy(async () => ({ default: (await import("./agents/AgentsPage")).AgentsPage })),
  groups: lazy(async () => ({ default: (await import("./groups/GroupsPage")).GroupsPage })),
  entries: lazy(async () => ({ default: (await import("./entries/EntriesPage")).EntriesPage })),
  api_keys: lazy(async () => ({ default: (await import("./keys/ApiKeysPage")).ApiKeysPage })),
  ticket_types: lazy(async () => ({ default: (await import("./types/TypesPage")).TypesPage })),
  categories: lazy(async () => ({ default: (await import("./categories/CategoriesPage")).CategoriesPage })),
  guard: lazy(async () => ({ default: (await import("./guard/GuardPage")).GuardPage })),
  models: lazy(async () => ({ default: (await import("./models/ModelsPage")).ModelsPage })),
  devices: lazy(async () => ({ default: (await import("./mine/DevicesPage")).DevicesPage })),
  password: lazy(async () => ({ default: (await import("./mine/PasswordPage")).PasswordPage })),
} satisfies Record<SectionKey, ComponentType>;

export const SettingsScreen = () => {
  const t = adminWords.use();
  const { permissions } = useMe();
  const { section: asked } = useParams({ strict: false });
  const seen = SECTION_KEYS.filter((key) => maySee(key, permissions));
  const current = asked === undefined ? seen[0] : asked;
  return (
    <div className={css.settings} data-chosen={asked ? true : undefined}>
      <Nav seen={seen} current={current} />
      <div className={css.page}>
        {!isSection(current) ? (
          <EmptyState title={t("missing")} />
        ) : maySee(current, permissions) ? (
          <Suspense fallback={<SkeletonRows rows={6} />}>
            <Page section={current} />
          </Suspense>
        ) : (
          <Forbidden />
        )}
      </div>
    </div>
  );
};

const Page = ({ section }: { section: SectionKey }) => {
  const Shown = PAGES[section];
  return <Shown />;
};

const Nav = ({ seen, current }: { seen: SectionKey[]; current?: string }) => {
  const t = adminWords.use();
  const { permissions } = useMe();
  const [typed, setTyped] = useState("");
  const found = findSettings(typed, permissions, (one) => textOf(one, t));
  return (
    <nav className={css.nav} aria-label={t("place")}>
      <h1 className={css.navTitle}>{t("place")}</h1>
      <label className={css.search}>
        <SearchOutlined aria-hidden="true" />
        <input
          type="search"
          value={typed}
          placeholder={t("search")}
          aria-label={t("search")}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {typed.trim() ? (
        <ul>
          {found.map((one) => {
            const { name, effect } = textOf(one, t);
            return (
              <li key={`${one.section}.${one.setting ?? ""}`}>
                <AppLink href={`/settings/${one.section}`} className={css.found}>
                  <strong>{name}</strong>
                  {one.setting && <small>{t(`section.${one.section}`)}</small>}
                  <span>{effect}</span>
                </AppLink>
              </li>
            );
          })}
          {found.length === 0 && <li className={css.quiet}>{t("search.none")}</li>}
        </ul>
      ) : (
        GROUPS.map((group) => {
          const keys = seen.filter((key) => SECTIONS[key].group === group);
          return (
            keys.length > 0 && (
              <div key={group}>
                <h2 className={css.navGroup}>{t(`group.${group}`)}</h2>
                <ul>
                  {keys.map((key) => (
                    <li key={key}>
                      <AppLink
                        href={`/settings/${key}`}
                        className={css.navItem}
                        aria-current={key === current ? "page" : undefined}
                      >
                        {t(`section.${key}`)}
                      </AppLink>
                    </li>
                  ))}
                </ul>
              </div>
            )
          );
        })
      )}
    </nav>
  );
};

const textOf = ({ section, setting }: Found, t: AdminTranslate) =>
  setting
    ? { name: t(`setting.${setting}`), effect: t(`setting.${setting}.effect`) }
    : { name: t(`section.${section}`), effect: t(`section.${section}.effect`) };
