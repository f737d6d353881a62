import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { SkeletonRows } from "@yingke/ui";
import { lazy, Suspense, useEffect, useState } from "react";
import { connectDirectory } from "./directory";
import { Broken } from "./faces";
import { features } from "./features";
import { appWords } from "./i18n";
import { addCommands } from "./keys";
import { LineBanner } from "./LineBanner";
import { startLine } from "./live";
import { connectNotices } from "./notices";
import { Overlays } from "./Overlays";
import { PausedBanner } from "./PresenceSwitch";
import { Rail } from "./Rail";
import { type Me, sessionQuery, useSession } from "./session";
import css from "./shell.module.css";
import { openUserStores } from "./userStore";

const Antd = lazy(async () => ({ default: (await import("./Antd")).Antd }));
const Login = lazy(async () => ({ default: (await import("./Login")).Login }));

/** Who is it? Then the rail, the socket, and the screen of the route. The address stays while somebody signs in. */
export const Shell = () => {
  const session = useSession();
  if (session.isPending) return <Waking />;
  if (session.data) return <SignedIn key={session.data.agent.id} me={session.data} />;
  if (session.isError) return <Broken error={session.error} retry={() => void session.refetch()} />;
  return (
    <Suspense>
      <Login />
    </Suspense>
  );
};

const SignedIn = ({ me }: { me: Me }) => {
  const t = appWords.use();
  const client = useQueryClient();
  const { id } = me.agent;
  useState(() => openUserStores(id));

  // The first seq is where this session's snapshot was read; later ones are the line's own business.
  const [after] = useState(me.seq);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const stops = [connectDirectory(client), connectNotices(client)];
    for (const feature of features) {
      if (feature.connect) stops.push(feature.connect(client));
      if (feature.commands) stops.push(addCommands(feature.commands()));
    }
    stops.push(
      startLine({
        after,
        onReset: () => void client.invalidateQueries(),
        onSignedOut: () => client.setQueryData(sessionQuery.queryKey, null),
        onDoubt: () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      }),
    );
    setReady(true);
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, after]);

  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">
        {t("rail.skip")}
      </a>
      <Rail />
      <div className={css.stage}>
        <LineBanner />
        <PausedBanner />
        <main id="content" className={css.content} tabIndex={-1}>
          {ready && <Screen />}
        </main>
      </div>
      <Overlays />
      {ready &&
        features.map(
          ({ name, Companion }) =>
            Companion && (
              <Suspense key={name}>
                <Companion />
              </Suspense>
            ),
        )}
    </div>
  );
};

/** The screen of the route, inside of antd's provider unless its feature does without. */
const Screen = () => {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const within = (prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
  const plain = path === "/" || features.some((feature) => feature.withoutAntd?.some(within));
  return plain ? (
    <Outlet />
  ) : (
    <Suspense fallback={<SkeletonRows rows={8} />}>
      <Antd>
        <Outlet />
      </Antd>
    </Suspense>
  );
};

const Waking = () => (
  <div className={css.waking} aria-busy="true">
    <SkeletonRows rows={8} avatar />
  </div>
);
