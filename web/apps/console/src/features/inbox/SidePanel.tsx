import CloseOutlined from "@ant-design/icons/es/icons/CloseOutlined";
import DownOutlined from "@ant-design/icons/es/icons/DownOutlined";
import EllipsisOutlined from "@ant-design/icons/es/icons/EllipsisOutlined";
import { useQuery } from "@tanstack/react-query";
import { Floating, MenuItem, SkeletonRows } from "@yingke/ui";
import type { ReactNode } from "react";
import { Forbidden } from "../../app/faces";
import { appWords } from "../../app/i18n";
import { useMay } from "../../app/session";
import { Earlier } from "../../parts/customer/Earlier";
import { Orders } from "../../parts/customer/Orders";
import { Profile } from "../../parts/customer/Profile";
import { Tickets } from "../../parts/customer/Tickets";
import { Trail } from "../../parts/customer/Trail";
import { conversationQuery } from "./api";
import { FromBot } from "./FromBot";
import { moveSection, orderedSections, SECTIONS, type Section, useLayout } from "./model/layout";
import css from "./panel.module.css";
import { Sop } from "./Sop";
import { words } from "./words";

interface SidePanelProps {
  conversationId: string;
  /** Lies over the thread, because there is no room beside it. */
  over: boolean;
  close: () => void;
}

/** Everything about the customer, in sections that each agent folds and orders for himself. */
export const SidePanel = ({ conversationId, over, close }: SidePanelProps) => {
  const t = words.use();
  const app = appWords.use();
  const may = useMay("customers.read");
  const { data: conversation, isError } = useQuery(conversationQuery(conversationId));
  const order = useLayout((layout) => layout.order);
  const customerId = conversation?.customer.id;
  // The thread says what is wrong with a conversation that cannot be read.
  if (isError && !conversation) return null;
  const body = (section: Section, id: string): ReactNode =>
    ({
      customer: <Profile id={id} />,
      orders: <Orders id={id} />,
      tickets: <Tickets id={id} />,
      earlier: <Earlier id={id} without={conversationId} />,
      sop: <Sop conversationId={conversationId} customerId={id} />,
      trail: <Trail id={id} />,
    })[section];
  return (
    <aside className={css.panel} data-over={over || undefined} aria-label={t("panel.label")}>
      {over && (
        <header className={css.bar}>
          <h2>{t("panel.label")}</h2>
          <button type="button" aria-label={app("action.close")} onClick={close}>
            <CloseOutlined />
          </button>
        </header>
      )}
      <FromBot conversationId={conversationId} />
      {!may && <Forbidden />}
      {may && !customerId && <SkeletonRows rows={6} />}
      {may &&
        customerId &&
        orderedSections(order).map((section) => (
          <Fold key={section} section={section}>
            {body(section, customerId)}
          </Fold>
        ))}
    </aside>
  );
};

const Fold = ({ section, children }: { section: Section; children: ReactNode }) => {
  const t = words.use();
  const { order, folded } = useLayout();
  const open = !folded.includes(section);
  const sections = orderedSections(order);
  const at = sections.indexOf(section);
  const toggle = () =>
    useLayout.setState({ folded: open ? [...folded, section] : folded.filter((other) => other !== section) });
  return (
    <section className={css.section} aria-label={t(`panel.${section}`)}>
      <header>
        <button type="button" className={css.fold} aria-expanded={open} onClick={toggle}>
          <DownOutlined aria-hidden="true" data-open={open || undefined} />
          <h2>{t(`panel.${section}`)}</h2>
        </button>
        <Floating
          kind="menu"
          placement="bottom-end"
          className={css.more}
          label={t("panel.arrange", { section: t(`panel.${section}`) })}
          face={<EllipsisOutlined aria-hidden="true" />}
        >
          {(close) => {
            const move = (by: -1 | 1) => () => {
              useLayout.setState({ order: moveSection(order, section, by) });
              close();
            };
            return (
              <>
                <MenuItem disabled={at === 0} onChoose={move(-1)}>
                  {t("panel.up")}
                </MenuItem>
                <MenuItem disabled={at === SECTIONS.length - 1} onChoose={move(1)}>
                  {t("panel.down")}
                </MenuItem>
              </>
            );
          }}
        </Floating>
      </header>
      {open && <div className={css.body}>{children}</div>}
    </section>
  );
};
