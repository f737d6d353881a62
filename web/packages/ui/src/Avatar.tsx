import type { CSSProperties } from "react";
import { PresenceDot, type PresenceWord } from "./marks";
import css from "./ui.module.css";

interface AvatarProps {
  name: string;
  /** Address of a picture; without one the first letter stands on a colour of the name's own. */
  src?: string;
  size?: number;
  presence?: PresenceWord;
  presenceLabel?: string;
  title?: string;
}

export const Avatar = ({ name, src, size = 32, presence, presenceLabel, title }: AvatarProps) => {
  const style = { "--size": `${size}px`, "--hue": String(hue(name)) } as CSSProperties;
  return (
    <span className={css.avatar} style={style} title={title}>
      {src ? (
        <img src={src} alt="" width={size} height={size} loading="lazy" />
      ) : (
        <span className={css.initial} aria-hidden="true">
          {initial(name)}
        </span>
      )}
      {presence && <PresenceDot presence={presence} label={presenceLabel} />}
    </span>
  );
};

/** The first sign that tells people apart: Latin in upper case, Han as it is, no emoji halves. */
const initial = (name: string) => {
  const letters = [...name.trim()];
  return (letters.find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? letters[0] ?? "?").toUpperCase();
};

const hue = (name: string) => {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return (sum * 47) % 360;
};
