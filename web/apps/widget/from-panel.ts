// The forms are built without what the panel has already: those modules become a look into `window.yingke.kit`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const KIT = fileURLToPath(new URL("src/kit.ts", import.meta.url));
const VIRTUAL = "\0kit";

export function fromPanel(): Plugin {
  const source = readFileSync(KIT, "utf8");
  const names = [...(source.split("export const kit")[1] ?? "").matchAll(/^ {2}(\w+)[,:]/gm)].map(([, name]) => name);
  // What the list's own file imports from is what the panel has.
  const parts = [...source.matchAll(/from "(.+)";/g)].map(([, from]) => from as string);
  return {
    name: "from-panel",
    enforce: "pre",
    async resolveId(id, importer) {
      if (parts.includes(id) && !id.startsWith(".")) return VIRTUAL;
      if (!id.startsWith(".") || !importer) return;
      const found = await this.resolve(id, importer, { skipSelf: true });
      for (const part of parts.filter((part) => part.startsWith("."))) {
        const known = await this.resolve(part, KIT, { skipSelf: true });
        if (found && known?.id === found.id) return VIRTUAL;
      }
    },
    load(id) {
      if (id !== VIRTUAL) return;
      return `const kit = window.yingke.kit;\n${names.map((name) => `export const ${name} = kit.${name};`).join("\n")}`;
    },
  };
}
