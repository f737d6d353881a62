import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Texts of one language travel together, and the libraries that every screen needs keep their own, rarely changing
// files; each screen is split off by its route.
const group = (id: string): string | undefined => {
  const words = /\/(?:i18n|words)\/(zh-CN|zh-TW|en)\.ts$/.exec(id);
  if (words) return `words-${words[1]}`;
  if (/node_modules\/(?:react|react-dom|scheduler)\//.test(id)) return "react";
  if (/node_modules\/(?:@tanstack|i18next|react-i18next|zustand|use-sync-external-store)\//.test(id)) return "base";
  return undefined;
};

export default defineConfig({
  base: "/",
  plugins: [react()],
  server: {
    port: 5173,
    proxy: { "/api": { target: "http://localhost:8080", ws: true } },
  },
  build: {
    outDir: "dist",
    target: "es2022",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: (id) => group(id) ?? null, debugName: "libraries and words" }] } },
    },
  },
});
