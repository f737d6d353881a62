// The promise to shops: pasting the widget costs their page less than 2 KB, opening it at most 30 KB,
// and a form 8 KB more when one is filled in.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const read = (name) => readFileSync(new URL(`dist/${name}`, import.meta.url));
const zipped = (name) => ({ name, what: "gzip", size: gzipSync(read(name), { level: 9 }).length, limit: 30 * 1024 });
const zippedForms = (name) => ({ ...zipped(name), limit: 8 * 1024 });
const limits = [
  { name: "widget.js", what: "as it is", size: read("widget.js").length, limit: 2048 },
  ...["widget-panel.js", "widget-panel.zh-TW.js", "widget-panel.en.js"].map(zipped),
  ...["widget-forms.js", "widget-forms.zh-TW.js", "widget-forms.en.js"].map(zippedForms),
];

for (const { name, what, size, limit } of limits) {
  console.log(`${size <= limit ? "ok  " : "OVER"} ${name.padEnd(22)} ${size} of ${limit} bytes (${what})`);
}
process.exitCode = limits.some(({ size, limit }) => size > limit) ? 1 : 0;
