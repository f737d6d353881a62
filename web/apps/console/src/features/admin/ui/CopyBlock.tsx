import { Button } from "@yingke/ui";
import { useState } from "react";
import { appWords } from "../../../app/i18n";
import css from "../admin.module.css";

const SHOWN_MS = 2000;

/** Code or a secret, with a button that copies it and says so. */
export const CopyBlock = ({ text, label }: { text: string; label: string }) => {
  const app = appWords.use();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <div className={css.copy}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard. */}
      <section className={css.code} tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
      <Button size="small" onClick={() => void copy()} aria-live="polite">
        {copied ? app("action.copied") : app("action.copy")}
      </Button>
    </div>
  );
};
