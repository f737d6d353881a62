import { EmptyState } from "@yingke/ui";
import { words } from "./words";

export const Screen = () => {
  const t = words.use();
  return <EmptyState title={t("none_chosen")} />;
};
