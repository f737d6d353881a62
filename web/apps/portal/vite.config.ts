import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// What the portal talks to while it is being worked on; in production one binary serves both.
const target = process.env.YINGKE_SERVER ?? "http://localhost:8080";
const served = Object.fromEntries(
  ["/widget.js", "/widget-panel", "/widget-forms", "/widget/", "/demo", "/icon.svg"].map((path) => [path, { target }]),
);

export default defineConfig({
  base: "/portal/",
  plugins: [react()],
  server: { port: 5174, proxy: { "/api": { target, ws: true }, ...served } },
  build: { outDir: "dist", target: "es2022", modulePreload: { polyfill: false } },
});
