// Several builds into one folder, each one self-contained script. `--mode loader` makes widget.js (what shops paste);
// the other modes make the panel that the loader fetches, one a language. The names are stable, because they stand in
// the pages of shops and in the loader.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { tokensInPlace } from "./tokens-in-place.ts";
import { wordsInPlace } from "./words-in-place.ts";

const panels: Record<string, string> = {
  "zh-CN": "widget-panel.js",
  "zh-TW": "widget-panel.zh-TW.js",
  en: "widget-panel.en.js",
};

export default defineConfig(({ mode }) => {
  const panel = panels[mode];
  const words = fileURLToPath(new URL(`src/words/${panel ? mode : "zh-CN"}.ts`, import.meta.url));
  return {
    plugins: [tokensInPlace(), wordsInPlace(words)],
    resolve: { alias: { "#words": words } },
    // Classic JSX is 1 KB smaller than automatic: no runtime of its own, no `children:` around everything.
    oxc: {
      jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
      jsxInject: panel && 'import { h, Fragment } from "preact"',
    },
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      target: ["chrome100", "safari15.4", "firefox100"],
      outDir: "dist",
      emptyOutDir: !panel,
      reportCompressedSize: false,
      lib: {
        entry: panel ? "src/panel.tsx" : "src/loader.ts",
        formats: ["iife"],
        name: "yingkeWidget",
        fileName: () => panel ?? "widget.js",
      },
    },
  };
});
