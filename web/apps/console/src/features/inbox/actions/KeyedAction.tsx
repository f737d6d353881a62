import { Floating, type FloatingHandle } from "@yingke/ui";
import { type ReactNode, useMemo, useRef } from "react";
import { type Command, useCommands } from "../../../app/keys";
import { words } from "../words";
import css from "./actions.module.css";

interface KeyedActionProps {
  /** `end` or `transfer`: its words and its command. */
  name: "end" | "transfer";
  keys: string;
  icon: ReactNode;
  children: (close: () => void) => ReactNode;
}

/** A button at the head of the thread with a form that floats beside it, and the key that opens it. */
export const KeyedAction = ({ name, keys, icon, children }: KeyedActionProps) => {
  const t = words.use();
  const handle = useRef<FloatingHandle>(null);
  useCommands(
    useMemo<Command[]>(
      () => [
        {
          id: `inbox.${name}`,
          title: () => words.t(`command.${name}`),
          section: "conversation",
          keys,
          run: () => handle.current?.open(),
        },
      ],
      [name, keys],
    ),
  );
  return (
    <Floating
      handle={handle}
      placement="bottom-end"
      className={css.action}
      title={`${t(`${name}.button`)} (${keys.toUpperCase()})`}
      face={
        <>
          {icon} <span>{t(`${name}.button`)}</span>
        </>
      }
      panelLabel={t(`${name}.title`)}
    >
      {children}
    </Floating>
  );
};
