import FullscreenOutlined from "@ant-design/icons/es/icons/FullscreenOutlined";
import MoonOutlined from "@ant-design/icons/es/icons/MoonOutlined";
import SunOutlined from "@ant-design/icons/es/icons/SunOutlined";
import { useQuery } from "@tanstack/react-query";
import { SkeletonRows, timeText, useLocale } from "@yingke/ui";
import { declarations } from "@yingke/ui/tokens";
import { useEffect, useRef } from "react";
import { Broken, Forbidden } from "../../app/faces";
import { useLine, watch } from "../../app/live";
import { useMay } from "../../app/session";
import { userStore } from "../../app/userStore";
import { Agents } from "./Agents";
import { wallQuery } from "./api";
import { Counts } from "./Counts";
import { Now } from "./Now";
import { Queues } from "./Queues";
import css from "./wall.module.css";
import { wallWords } from "./words";

interface Look {
  mode: "dark" | "light";
  turn: () => void;
}

/** Dark unless somebody chose otherwise: it hangs in a room, and is looked at from the side of the eye. */
const useLook = userStore<Look>("wall", (set) => ({
  mode: "dark",
  turn: () => set((look) => ({ mode: look.mode === "dark" ? "light" : "dark" })),
}));

export const WallScreen = () => (useMay("wall.read") ? <Watched /> : <Forbidden />);

const Watched = () => {
  const t = wallWords.use();
  const wall = useQuery(wallQuery);
  const { mode, turn } = useLook();
  const screen = useRef<HTMLDivElement>(null);
  useEffect(() => watch({ type: "watch_wall" }), []);
  return (
    <div ref={screen} className={`${css.wall} yk-wall-${mode}`} data-mode={mode}>
      {/* The wall has its own light, whatever the rest of the console has. */}
      <style>{`.yk-wall-${mode}{${declarations(mode)}}`}</style>
      <header className={css.top}>
        <h1>{t("title")}</h1>
        {wall.data && <Freshness at={wall.data.at} />}
        <span className={css.tools}>
          <button
            type="button"
            aria-label={t(mode === "dark" ? "light" : "dark")}
            title={t(mode === "dark" ? "light" : "dark")}
            onClick={turn}
          >
            {mode === "dark" ? <SunOutlined /> : <MoonOutlined />}
          </button>
          <button
            type="button"
            aria-label={t("fullscreen")}
            title={t("fullscreen")}
            onClick={() => {
              if (document.fullscreenElement) void document.exitFullscreen();
              else void screen.current?.requestFullscreen();
            }}
          >
            <FullscreenOutlined />
          </button>
        </span>
      </header>
      {wall.isPending && <SkeletonRows rows={8} />}
      {wall.isError && !wall.data && <Broken error={wall.error} retry={() => void wall.refetch()} />}
      {wall.data && (
        <>
          <Now wall={wall.data} />
          <div className={css.middle}>
            <Queues wall={wall.data} />
            <Agents wall={wall.data} />
          </div>
          <Counts wall={wall.data} />
        </>
      )}
    </div>
  );
};

/** Old numbers must not look live. */
const Freshness = ({ at }: { at: number }) => {
  const t = wallWords.use();
  const locale = useLocale();
  const line = useLine((state) => state.state);
  const time = timeText(at, locale);
  const stale = line === "broken" || line === "offline";
  return (
    <span className={css.freshness} data-stale={stale || undefined} role={stale ? "alert" : undefined}>
      {t(stale ? "stale" : "at", { time })}
    </span>
  );
};
