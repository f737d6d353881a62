import ArrowLeftOutlined from "@ant-design/icons/es/icons/ArrowLeftOutlined";
import { useRouter } from "@tanstack/react-router";
import { Button } from "@yingke/ui";
import { useMemo } from "react";
import { go } from "../../app/go";
import { appWords } from "../../app/i18n";
import { type Command, useCommands } from "../../app/keys";

/** Back to where one came from; Escape does the same. */
export const BackLink = () => {
  const app = appWords.use();
  const { history } = useRouter();
  const back = useMemo(() => () => (history.canGoBack() ? history.back() : go("/")), [history]);
  useCommands(
    useMemo<Command[]>(
      () => [
        {
          id: "customers.back",
          title: () => appWords.t("action.back"),
          section: "general",
          keys: "escape",
          keysOnly: true,
          run: back,
        },
      ],
      [back],
    ),
  );
  return (
    <Button look="quiet" size="small" aria-label={app("action.back")} onClick={back}>
      <ArrowLeftOutlined aria-hidden="true" />
    </Button>
  );
};
