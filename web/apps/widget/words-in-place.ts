// Each build speaks one language, so its words can stand where they are used: `t("send")` becomes the text itself, and
// the table keeps only the words that are looked up by a name from the wire. That is a twentieth of the panel's size.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const LOOKED_UP = /^(order|ticket|entry|as|ass|bad)_/;
const LINE = /^ {2}(\w+):\s+("(?:[^"\\]|\\.)*"),$/gm;

export function wordsInPlace(file: string): Plugin {
  const source = readFileSync(file, "utf8");
  const words = new Map([...source.matchAll(LINE)].map(([, key, text]) => [key, text]));
  return {
    name: "words-in-place",
    enforce: "pre",
    transform(code, id) {
      const path = id.split("?")[0] ?? "";
      if (path === file) return source.replace(LINE, (line, key) => (LOOKED_UP.test(key) ? line : ""));
      if (!/\/widget\/src\/.*\.tsx?$/.test(path)) return;
      return code.replace(/\bt\(("(\w+)")?([,)])?/g, (call, _, key, end) => {
        const text = words.get(key);
        if (!text || !end) this.error(`${path}: ${call}… must name a word of ${file} literally`);
        return end === ")" ? text : `t(${text},`;
      });
    },
  };
}
