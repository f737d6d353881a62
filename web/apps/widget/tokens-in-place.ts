// Colours come from the one table of the whole product; the stylesheets name them as `var(--light-brand)`.
import type { Plugin } from "vite";
import { type Mode, type Palette, palette } from "../../packages/ui/src/tokens.ts";

export function tokensInPlace(): Plugin {
  return {
    name: "tokens-in-place",
    enforce: "pre",
    transform(code, id) {
      if (!/\.css(\?|$)/.test(id)) return;
      return code.replace(/var\(--(light|dark)-(\w+)\)/g, (name, mode, key) => {
        const colour = palette[mode as Mode]?.[key as keyof Palette];
        return colour ?? this.error(`${id}: ${name} is not in tokens.ts`);
      });
    },
  };
}
