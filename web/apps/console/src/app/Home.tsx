import { EmptyState } from "@yingke/ui";
import { useEffect } from "react";
import { go } from "./go";
import { appWords } from "./i18n";
import { railPlaces } from "./places";
import { useMe } from "./session";

/** `/` is wherever this person works: the first place of the rail that is open to them. */
export const Home = () => {
  const t = appWords.use();
  const { permissions } = useMe();
  const first = railPlaces(permissions)[0];
  useEffect(() => {
    if (first) go(first.href, { replace: true });
  }, [first]);
  return first ? null : <EmptyState title={t("forbidden.title")} hint={t("forbidden.hint")} />;
};
