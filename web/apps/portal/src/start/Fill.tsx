import { useNavigate } from "@tanstack/react-router";
import { complaints, type Draft, prefilled, publicFields, toSend } from "@yingke/api/request-form";
import { Button } from "@yingke/ui";
import { useRef, useState } from "react";
import { call, Failure, newId, readable } from "../app/http";
import { textOf, useWords } from "../app/i18n";
import { hold } from "../app/queries";
import type { Form, Order, Request, Schemas } from "../app/types";
import { cardOf } from "../orders/card";
import { OrderRow } from "../orders/OrderRow";
import { Attach } from "../parts/Attach";
import { Wrong } from "../parts/pieces";
import { useBusy } from "../parts/useBusy";
import { useDraft } from "../parts/useDraft";
import { Input } from "./Input";

interface Props {
  form: Form;
  order: string | undefined;
  about: Order | undefined;
}

export const Fill = ({ form, order, about }: Props) => {
  const t = useWords();
  const navigate = useNavigate();
  const { draft, change, drop } = useDraft<Draft>(`form:${form.key}:${order ?? ""}`, () => ({
    client_id: newId(),
    values: prefilled(form),
    description: "",
    files: {},
  }));
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [uploading, setUploading] = useState(0);
  const element = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useBusy();
  const fields = publicFields(form);
  const count = Object.keys(wrong).length;

  const settle = (field: string) => setWrong(({ [field]: _, ...others }) => others);
  const complain = (found: [string, string][]) => {
    setWrong(Object.fromEntries(found));
    requestAnimationFrame(() =>
      element.current
        ?.querySelector(".field .wrong")
        ?.closest(".field")
        ?.querySelector<HTMLElement>("input, textarea, select")
        ?.focus(),
    );
  };

  const submit = async () => {
    const found = Object.entries(complaints(form, draft)).map(([field, word]): [string, string] => [
      field,
      t(`bad_${word}`, { name: textOf(fields.find((one) => one.key === field)?.label) }),
    ]);
    if (found.length) return complain(found);
    await run(async () => {
      try {
        const request = await call<Request>("POST", "requests", {
          client_id: draft.client_id,
          type_id: form.type_id,
          order_id: order,
          description: draft.description.trim(),
          fields: toSend(form, draft),
          attachment_ids: Object.values(draft.files)
            .flat()
            .map((file) => file.attachment_id),
          source: "portal",
        } satisfies Schemas["StartRequest"]);
        drop();
        hold(request);
        navigate({ to: "/requests/$id", params: { id: request.id }, replace: true });
      } catch (failure) {
        if (!(failure instanceof Failure)) throw failure;
        const found = failure.fields
          .map(({ field, message }): [string, string] => [
            field.replace("fields.", ""),
            readable(message) || t("bad_value"),
          ])
          .filter(([key]) => fields.some((field) => field.key === key));
        if (!found.length) throw failure;
        complain(found);
      }
    });
  };

  const files = (field: string) => ({
    files: draft.files[field] ?? [],
    onFiles: (next: (files: Schemas["AttachmentView"][]) => Schemas["AttachmentView"][]) => {
      change((before) => ({ files: { ...before.files, [field]: next(before.files[field] ?? []) } }));
      settle(field);
    },
    onBusy: (on: boolean) => setUploading((n) => n + (on ? 1 : -1)),
  });

  return (
    <form
      ref={element}
      className="fill"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h1>{form.name}</h1>
      {form.description && <p className="faint">{form.description}</p>}
      {about && <OrderRow order={cardOf(about)} />}
      <div className="card pad fields">
        {fields.map((field) => (
          <Input
            key={field.key}
            field={field}
            order={about}
            value={draft.values[field.key]}
            problem={wrong[field.key]}
            upload={files(field.key)}
            onValue={(value) => {
              change((before) => ({ values: { ...before.values, [field.key]: value } }));
              settle(field.key);
            }}
          />
        ))}
        <div className="field">
          <label htmlFor="f-description">
            {t("describe")} <small>{t("optional")}</small>
          </label>
          <textarea
            id="f-description"
            rows={3}
            maxLength={5000}
            value={draft.description}
            placeholder={t("describe_hint")}
            onChange={(event) => {
              const description = event.currentTarget.value;
              change(() => ({ description }));
            }}
          />
        </div>
        {!fields.some((field) => field.kind === "attachments") && <Attach label={t("add_file")} {...files("")} />}
      </div>
      <Wrong text={count ? t("check_form", { n: count }) : problem} />
      <Button type="submit" look="primary" size="large" block busy={busy} disabled={uploading > 0}>
        {uploading ? t("uploading") : busy ? t("submitting") : t("submit")}
      </Button>
    </form>
  );
};
