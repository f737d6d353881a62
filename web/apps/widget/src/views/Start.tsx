// Starting a request without any agent: which order, what kind, then a form that already knows most of it.

import { complaints, type Draft, prefilled, publicFields, toSend } from "@yingke/api/request-form";
import { useRef, useState } from "preact/hooks";
import { useBusy, useDesk, useDraft, useLoaded } from "../desk";
import { readable, t, textOf, wordOf } from "../i18n";
import type { StartView } from "../nav";
import { newId } from "../state/client";
import type { Failure } from "../state/http";
import type { Form, Request } from "../state/types";
import { Attach } from "./Attach";
import { Empty, Ready, Wrong } from "./Face";
import { Icon } from "./Icon";
import { Input } from "./Input";
import { OrderList } from "./Orders";

export const Start = ({ view }: { view: StartView }) =>
  view.order ? <Types view={view} /> : <WhichOrder view={view} />;

function WhichOrder({ view }: { view: StartView }) {
  const { go } = useDesk();
  return (
    <div class="page grow">
      <h2>{t("choose_order")}</h2>
      <button type="button" class="card row" onClick={() => go({ ...view, order: "-" })}>
        <span class="grow">{t("no_order")}</span>
        <Icon name="next" />
      </button>
      <OrderList onPick={(order) => go({ ...view, order: order.order_id })} />
    </div>
  );
}

function Types({ view }: { view: StartView }) {
  const order = view.order === "-" ? undefined : view.order;
  const { client, go, askHuman } = useDesk();
  const query = order ? `?order_id=${encodeURIComponent(order)}` : "";
  const loaded = useLoaded(`types:${order}`, () => client.http<Form[]>("GET", `request-types${query}`));
  return (
    <Ready of={loaded}>
      {(forms) => {
        const chosen = forms.find((form) => form.key === view.type);
        if (chosen) return <Fill form={chosen} order={order} source={view.source} key={chosen.key} />;
        if (!forms.length) {
          return (
            <div class="page grow">
              <Empty>{t("no_types")}</Empty>
              <button type="button" class="button main" onClick={askHuman}>
                {t("door_human")}
              </button>
            </div>
          );
        }
        return (
          <div class="page grow">
            <h2>{t("choose_type")}</h2>
            <div class="stack">
              {forms.map((form) => (
                <button type="button" class="card row" key={form.key} onClick={() => go({ ...view, type: form.key })}>
                  <span class="grow">
                    <b>{form.name}</b>
                    {form.description && <span class="faint">{form.description}</span>}
                  </span>
                  <Icon name="next" />
                </button>
              ))}
            </div>
          </div>
        );
      }}
    </Ready>
  );
}

function Fill({ form, order, source = "widget" }: { form: Form; order?: string; source?: string }) {
  const { client, replace } = useDesk();
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

  const settle = (field: string) => setWrong(({ [field]: _, ...others }) => others);
  const complain = (found: Record<string, string>) => {
    setWrong(found);
    requestAnimationFrame(() => {
      const first = element.current?.querySelector(".wrong")?.closest(".field");
      first?.querySelector<HTMLElement>("input, textarea, select")?.focus();
    });
  };
  const nameOf = (field: string) => textOf(fields.find((one) => one.key === field)?.label);

  const submit = async () => {
    const found = Object.entries(complaints(form, draft)).map(([field, word]) => [
      field,
      wordOf("bad", word, { name: nameOf(field) }),
    ]);
    if (found.length) return complain(Object.fromEntries(found));
    await run(async () => {
      try {
        const request = await client.http<Request>("POST", "requests", {
          client_id: draft.client_id,
          type_id: form.type_id,
          order_id: order,
          description: draft.description.trim(),
          fields: toSend(form, draft),
          attachment_ids: Object.values(draft.files)
            .flat()
            .map((file) => file.attachment_id),
          source,
        });
        drop();
        client.store.do({ type: "request", request });
        client.store.do({ type: "tickets", tickets: [{ ...request, priority: "normal" }] });
        replace({ at: "request", id: request.id });
      } catch (failure) {
        const found = (failure as Failure).fields
          .map(({ field, message }) => [field.replace("fields.", ""), readable(message) || t("bad_value")] as const)
          .filter(([key]) => fields.some((field) => field.key === key));
        if (!found.length) throw failure;
        complain(Object.fromEntries(found));
      }
    });
  };

  const files = (field: string) => ({
    files: draft.files[field] ?? [],
    onFiles: (next: (files: Draft["files"][string]) => Draft["files"][string]) => {
      change((before) => ({ files: { ...before.files, [field]: next(before.files[field] ?? []) } }));
      settle(field);
    },
    onBusy: (on: boolean) => setUploading((n) => n + (on ? 1 : -1)),
  });
  const count = Object.keys(wrong).length;

  return (
    <form
      ref={element}
      class="fill"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="page grow form">
        <h2>{form.name}</h2>
        {form.description && <p class="faint">{form.description}</p>}
        {fields.map((field) => (
          <Input
            key={field.key}
            field={field}
            order={order}
            value={draft.values[field.key]}
            problem={wrong[field.key]}
            onValue={(value) => {
              change((before) => ({ values: { ...before.values, [field.key]: value } }));
              settle(field.key);
            }}
            upload={files(field.key)}
          />
        ))}
        <div class="field">
          <label htmlFor="f-description">
            {t("describe")} <small class="faint">{t("optional")}</small>
          </label>
          <textarea
            id="f-description"
            rows={3}
            maxLength={5000}
            value={draft.description}
            placeholder={t("describe_hint")}
            onInput={(event) => {
              const description = event.currentTarget.value;
              change(() => ({ description }));
            }}
          />
        </div>
        {!fields.some((field) => field.kind === "attachments") && <Attach label={t("add_file")} {...files("")} />}
      </div>
      <div class="actions">
        <Wrong text={count ? t("check_form", { n: count }) : problem} />
        <button type="submit" class="button main" disabled={busy || uploading > 0}>
          {uploading ? t("uploading") : busy ? t("submitting") : t("submit")}
        </button>
      </div>
    </form>
  );
}
