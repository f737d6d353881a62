import { Button } from "@yingke/ui";
import { useEffect, useRef, useState } from "react";
import { newId } from "../app/http";
import { useWords } from "../app/i18n";
import type { Attachment, Schemas } from "../app/types";
import { Attach } from "../parts/Attach";
import { Wrong } from "../parts/pieces";
import { useDraft } from "../parts/useDraft";

export type SayKind = "supplement" | "reject";

interface Props {
  id: string;
  kind: SayKind;
  busy: boolean;
  problem: string;
  onCancel(): void;
  onSend(words: Schemas["RequestWords"]): Promise<boolean>;
}

/** Words and files for a request; kept until they are sent, and sent twice they count once. */
export const Say = ({ id, kind, busy, problem, onCancel, onSend }: Props) => {
  const t = useWords();
  const { draft, change, drop } = useDraft(`${kind}:${id}`, () => ({
    client_id: newId(),
    body: "",
    files: [] as Attachment[],
  }));
  const [uploading, setUploading] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const body = draft.body.trim();
  const label = kind === "reject" ? t("reject_hint") : t("supplement_hint");
  return (
    <form
      className="say"
      onSubmit={async (event) => {
        event.preventDefault();
        const attachment_ids = draft.files.map((file) => file.attachment_id);
        if (await onSend({ client_id: draft.client_id, body, attachment_ids })) drop();
      }}
    >
      <label htmlFor="say">{label}</label>
      <textarea
        id="say"
        ref={field}
        rows={4}
        maxLength={5000}
        value={draft.body}
        onChange={(event) => {
          const body = event.currentTarget.value;
          change(() => ({ body }));
        }}
      />
      <Attach
        label={t("add_file")}
        files={draft.files}
        onBusy={setUploading}
        onFiles={(next) => change((before) => ({ files: next(before.files) }))}
      />
      <Wrong text={problem} />
      <div className="actions">
        <Button
          type="submit"
          look="primary"
          size="large"
          busy={busy}
          disabled={uploading || !(body || (kind === "supplement" && draft.files.length))}
        >
          {uploading ? t("uploading") : t("submit")}
        </Button>
        <Button size="large" look="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
};
