import { Button } from "@yingke/ui";
import { Drawer, Grid } from "antd";
import { type ReactNode, useRef } from "react";
import { appWords } from "../../app/i18n";
import css from "./form.module.css";

interface SideFormProps {
  title: string;
  saving: boolean;
  width?: number;
  submitLabel?: string;
  /** For looking only: nothing to save. */
  readOnly?: boolean;
  /** Stands at the start of the foot. */
  extra?: ReactNode;
  close: () => void;
  submit: () => void;
  children: ReactNode;
}

/** A form at the side: the list it belongs to stays in view. */
export const SideForm = ({
  title,
  saving,
  width = 520,
  submitLabel,
  readOnly,
  extra,
  close,
  submit,
  children,
}: SideFormProps) => {
  const app = appWords.use();
  const wide = Grid.useBreakpoint().sm ?? true;
  const body = useRef<HTMLDivElement>(null);
  return (
    <Drawer
      afterOpenChange={(open) => {
        // The drawer takes the focus for itself while it opens; people came to type.
        // Who types already keeps his place.
        const typing = body.current?.contains(document.activeElement);
        if (open && !typing) body.current?.querySelector<HTMLElement>("input:not([type=hidden]), textarea")?.focus();
      }}
      open
      title={title}
      onClose={close}
      size={wide ? width : "100%"}
      styles={{ body: { padding: 0 } }}
    >
      <form
        className={css.sideForm}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving && !readOnly) submit();
        }}
      >
        <div className={css.sideBody} ref={body}>
          {children}
        </div>
        <footer className={css.sideFoot}>
          {extra}
          <span className={css.space} />
          <Button onClick={close}>{readOnly ? app("action.close") : app("action.cancel")}</Button>
          {!readOnly && (
            <Button look="primary" type="submit" busy={saving}>
              {submitLabel ?? app("action.save")}
            </Button>
          )}
        </footer>
      </form>
    </Drawer>
  );
};
