// Several builds into one folder, each one self-contained script. `--mode loader` makes widget.js (what shops paste);
// `--mode forms:zh-CN` the forms of one language, and `--mode zh-CN` its panel, which the loader fetches and which fetches
// the forms. The names are stable, because they stand in the pages of shops and in the loader; the panel asks for the
// forms by their content, so the forms are built first.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { fromPanel } from "./from-panel.ts";
import { tokensInPlace } from "./tokens-in-place.ts";
import { wordsInPlace } from "./words-in-place.ts";

const suffix: Record<string, string> = { "zh-CN": "", "zh-TW": ".zh-TW", en: ".en" };

const formsAddress = (file: string) => {
  const hash = createHash("sha256").update(readFileSync(new URL(`dist/${file}`, import.meta.url)));
  return `${file}?${hash.digest("hex").slice(0, 8)}`;
};

export default defineConfig(({ mode }) => {
  const [part, language] = mode.startsWith("forms:") ? ["forms", mode.slice(6)] : ["panel", mode];
  const loader = suffix[language] === undefined;
  const file = loader ? "widget.js" : `widget-${part}${suffix[language]}.js`;
  const words = fileURLToPath(new URL(`src/words/${loader ? "zh-CN" : language}.ts`, import.meta.url));
  const panel = !loader && part === "panel";
  return {
    plugins: [tokensInPlace(), wordsInPlace(words), part === "forms" && fromPanel()],
    resolve: { alias: { "#words": words } },
    // Classic JSX is 1 KB smaller than automatic: no runtime of its own, no `children:` around everything.
    oxc: {
      jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
      jsxInject: loader ? undefined : 'import { h, Fragment } from "preact"',
    },
    define: {
      "process.env.NODE_ENV": JSON.stringify("production"),
      ...(panel && { FORMS: JSON.stringify(formsAddress(`widget-forms${suffix[language]}.js`)) }),
    },
    build: {
      target: ["chrome100", "safari15.4", "firefox100"],
      outDir: "dist",
      emptyOutDir: loader,
      reportCompressedSize: false,
      lib: {
        entry: loader ? "src/loader.ts" : part === "forms" ? "src/forms.tsx" : "src/panel.tsx",
        formats: [part === "forms" ? "es" : "iife"],
        name: "yingkeWidget",
        fileName: () => file,
      },
    },
  };
});
