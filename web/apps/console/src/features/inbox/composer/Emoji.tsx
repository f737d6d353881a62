import SmileOutlined from "@ant-design/icons/es/icons/SmileOutlined";
import { Floating } from "@yingke/ui";
import { words } from "../words";
import composer from "./composer.module.css";
import css from "./emoji.module.css";

const EMOJI = [
  ..."😊😄😁🤗🥰😘😉🙂😅😂🤔😌😭😢😔😥😣😮🙏👍👌👏🤝💪✌️🌹❤️💕🎉🎁✨⭐🔥💯✅❌⚠️📦🚚💰🛒⏰📞📷🧾🏠☀️🌙".matchAll(
    /\p{Extended_Pictographic}\uFE0F?/gu,
  ),
].map(([emoji]) => emoji);

/** The few that customer service uses. */
export const Emoji = ({ take }: { take: (emoji: string) => void }) => {
  const t = words.use();
  return (
    <Floating
      placement="top-start"
      className={composer.tool}
      label={t("composer.emoji")}
      title={t("composer.emoji")}
      face={<SmileOutlined aria-hidden="true" />}
    >
      {(close) => (
        <div className={css.emoji}>
          {EMOJI.map((emoji) => (
            <button
              key={emoji}
              type="button"
              onClick={() => {
                close();
                take(emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
    </Floating>
  );
};
