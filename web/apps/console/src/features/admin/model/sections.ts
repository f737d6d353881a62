// The places of the settings, who may see them, and a search over every setting by its name and its sentence.
import type { Schemas } from "@yingke/api";

export type Permission = Schemas["Permission"];

/** A section and the settings in it; each key has a name and a sentence of effect in the translations. */
export const SECTIONS = {
  agents: {
    group: "team",
    may: ["agents.manage"],
    settings: ["role", "capacity", "nickname", "enabled", "agentGroups"],
  },
  groups: { group: "team", may: ["agents.manage"], settings: ["groupKind", "strategy", "seats"] },
  entries: {
    group: "doors",
    may: ["settings.manage"],
    settings: ["snippet", "origins", "greeting", "hours", "entryGroup", "identity"],
  },
  api_keys: { group: "doors", may: ["api_keys.manage"], settings: ["keyPermissions", "revoke"] },
  ticket_types: {
    group: "tickets",
    may: ["settings.manage"],
    settings: ["fields", "steps", "customerStart", "basePriority", "typeGroup"],
  },
  categories: { group: "tickets", may: ["settings.manage"], settings: ["parent", "keywords"] },
  guard: {
    group: "assist",
    may: ["settings.manage"],
    settings: ["agentLimit", "supervisorLimit", "overrideBy", "forbiddenWords"],
  },
  models: {
    group: "assist",
    may: ["settings.manage"],
    settings: [
      "modelEnabled",
      "useSearch",
      "useDrafts",
      "modelAddress",
      "embedModel",
      "queryModel",
      "textPrefix",
      "queryPrefix",
      "chatModel",
      "modelKey",
      "chatTimeout",
      "modelBudget",
      "priceEmbed",
      "priceIn",
      "priceOut",
    ],
  },
  devices: { group: "me", may: [], settings: ["endSession"] },
  password: { group: "me", may: [], settings: ["newPassword"] },
} as const satisfies Record<string, { group: string; may: Permission[]; settings: string[] }>;

export type SectionKey = keyof typeof SECTIONS;
export type SettingKey = (typeof SECTIONS)[SectionKey]["settings"][number];
export const SECTION_KEYS = Object.keys(SECTIONS) as SectionKey[];
export const GROUPS = ["team", "doors", "tickets", "assist", "me"] as const;

export const isSection = (key: unknown): key is SectionKey => typeof key === "string" && key in SECTIONS;

export function maySee(key: SectionKey, mine: readonly Permission[]): boolean {
  const needed: readonly Permission[] = SECTIONS[key].may;
  return needed.length === 0 || needed.some((permission) => mine.includes(permission));
}

export interface Found {
  section: SectionKey;
  /** Absent: the section itself. */
  setting?: SettingKey;
}

/** Every word typed must be in the name or the sentence; what is named so comes before what is only described so. */
export function findSettings(
  typed: string,
  mine: readonly Permission[],
  textOf: (found: Found) => { name: string; effect: string },
): Found[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const all = SECTION_KEYS.filter((key) => maySee(key, mine)).flatMap((section): Found[] => [
    { section },
    ...SECTIONS[section].settings.map((setting) => ({ section, setting })),
  ]);
  const ranked = all.flatMap((found) => {
    const { name, effect } = textOf(found);
    const inName = words.every((word) => name.toLowerCase().includes(word));
    const anywhere = words.every((word) => `${name} ${effect}`.toLowerCase().includes(word));
    return inName ? [{ found, rank: 0 }] : anywhere ? [{ found, rank: 1 }] : [];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ found }) => found);
}
