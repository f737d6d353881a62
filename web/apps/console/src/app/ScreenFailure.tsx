import { Button, EmptyState } from "@yingke/ui";
import { Component, type ReactNode } from "react";
import { AppLink } from "./go";
import { appWords } from "./i18n";

/** A screen that threw. The rail, the socket and every draft go on. */
export const ScreenFailure = ({ reset }: { error: unknown; reset?: () => void }) => {
  const t = appWords.use();
  return (
    <div role="alert" style={{ display: "grid", placeItems: "center", height: "100%" }}>
      <EmptyState
        title={t("error.screen")}
        hint={t("error.screen_hint")}
        action={
          <span style={{ display: "flex", gap: 8 }}>
            {reset && <Button onClick={reset}>{t("action.retry")}</Button>}
            <Button look="primary" onClick={() => location.reload()}>
              {t("error.screen_reload")}
            </Button>
          </span>
        }
      />
    </div>
  );
};

export const Missing = () => {
  const t = appWords.use();
  return (
    <div style={{ display: "grid", placeItems: "center", height: "100%" }}>
      <EmptyState
        title={t("missing.title")}
        hint={t("missing.hint")}
        action={<AppLink href="/">{t("missing.home")}</AppLink>}
      />
    </div>
  );
};

/** The last net, around everything. */
export class Net extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? (
      <ScreenFailure error={undefined} reset={() => this.setState({ failed: false })} />
    ) : (
      this.props.children
    );
  }
}
