import { useParams, useSearch } from "@tanstack/react-router";
import { EmptyState, Kbd } from "@yingke/ui";
import { useState } from "react";
import { Forbidden } from "../../app/faces";
import { useMedia } from "../../app/media";
import { useMay } from "../../app/session";
import css from "./inbox.module.css";
import { ConversationList } from "./list/ConversationList";
import { useLayout } from "./model/layout";
import { SidePanel } from "./SidePanel";
import { Thread } from "./thread/Thread";
import { words } from "./words";

/** List, thread, side panel; single panes on a narrow screen. */
export const Screen = () => {
  const may = useMay("conversations.own", "conversations.all");
  return may ? <Panes /> : <Forbidden />;
};

/** Below this the side panel would squeeze the thread under 480 px, so it lies over it. */
const ROOM_FOR_PANEL = "(min-width: 1216px)";

const Panes = () => {
  const t = words.use();
  const filter = useSearch({ from: "/shell/inbox" });
  const { conversationId } = useParams({ strict: false });
  const wide = useMedia(ROOM_FOR_PANEL);
  const keptOpen = useLayout((layout) => layout.panelOpen);
  const [laidOver, setLaidOver] = useState<string>();
  const panelOpen = conversationId !== undefined && (wide ? keptOpen : laidOver === conversationId);
  const togglePanel = () => {
    if (wide) useLayout.setState({ panelOpen: !keptOpen });
    else setLaidOver(panelOpen ? undefined : conversationId);
  };
  return (
    <div className={css.inbox} data-open={conversationId !== undefined || undefined}>
      {!conversationId && <h1 className="sr-only">{t("rail")}</h1>}
      <ConversationList filter={filter} selectedId={conversationId} />
      {conversationId ? (
        <Thread
          key={conversationId}
          id={conversationId}
          filter={filter}
          panelOpen={panelOpen}
          togglePanel={togglePanel}
        />
      ) : (
        <div className={css.nothing}>
          <EmptyState
            title={t("none_chosen")}
            hint={t("none_chosen_hint")}
            action={
              <span className={css.keys}>
                <Kbd keys="j" /> <Kbd keys="k" />
              </span>
            }
          />
        </div>
      )}
      {panelOpen && <SidePanel conversationId={conversationId} over={!wide} close={togglePanel} />}
    </div>
  );
};
