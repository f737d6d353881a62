import { useMutation, useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { Kbd, SkeletonRows } from "@yingke/ui";
import { Button, Drawer, Grid } from "antd";
import { useEffect, useRef, useState } from "react";
import { Antd } from "../../app/Antd";
import { ticketTypesQuery } from "../../app/directory";
import { Broken } from "../../app/faces";
import { go } from "../../app/go";
import { freshKey } from "../../app/http";
import { appWords } from "../../app/i18n";
import { useToast } from "../../app/toast";
import { createTicket, ticketDraftQuery } from "./api";
import { useNewTicketDrafts } from "./drafts";
import css from "./form.module.css";
import { NewTicketFields } from "./NewTicketFields";
import type { NewTicketRequest } from "./newTicket";
import {
  type CreateTicket,
  emptyForm,
  formFrom,
  formProblems,
  isTouched,
  linksFrom,
  type NewTicketForm,
  type TicketType,
  toCreate,
} from "./newTicketForm";
import { formWords } from "./words";

interface TicketDrawerProps {
  /** Open while there is one. */
  request?: NewTicketRequest;
  onClose: () => void;
  onCreated?: (ticket: Schemas["TicketView"]) => void;
}

/** A new ticket: blank, or prefilled from a conversation. What is typed survives closing and reloading. */
export const TicketDrawer = ({ request, onClose, onCreated }: TicketDrawerProps) => {
  const t = formWords.use();
  const wide = Grid.useBreakpoint().sm ?? true;
  const holder = useRef<HTMLDivElement>(null);
  return (
    <Antd>
      <Drawer
        open={Boolean(request)}
        onClose={onClose}
        title={t("create.title")}
        size={wide ? 560 : "100%"}
        destroyOnHidden
        afterOpenChange={(open) => {
          // The drawer takes the focus for itself while it opens; people came to type.
          if (open) focusFirst(holder.current);
        }}
        styles={{ body: { padding: 0, display: "flex", flexDirection: "column" } }}
      >
        <div ref={holder} className={css.drawer}>
          {request && <Loading request={request} onClose={onClose} onCreated={onCreated} />}
        </div>
      </Drawer>
    </Antd>
  );
};

type LoadedProps = Required<Pick<TicketDrawerProps, "request" | "onClose">> & Pick<TicketDrawerProps, "onCreated">;

const Loading = (props: LoadedProps) => {
  const { request } = props;
  const types = useQuery(ticketTypesQuery);
  const draft = useQuery(ticketDraftQuery(request.draft ? undefined : request.conversation_id));
  const awaitsDraft = Boolean(request.conversation_id && !request.draft);
  if (types.isError) return <Broken error={types.error} retry={() => void types.refetch()} />;
  if (types.isPending || (awaitsDraft && draft.isPending)) return <SkeletonRows rows={8} />;
  // Without a suggestion the ticket can still be written by hand, and it stays linked to its conversation.
  const start: Partial<CreateTicket> = request.draft ?? draft.data ?? { conversation_id: request.conversation_id };
  return <Form {...props} start={start} types={types.data.filter((type) => type.enabled)} />;
};

const Form = ({
  request,
  start,
  types,
  onClose,
  onCreated,
}: LoadedProps & { start: Partial<CreateTicket>; types: TicketType[] }) => {
  const t = formWords.use();
  const app = appWords.use();
  const toast = useToast();
  const key = request.conversation_id ?? "blank";
  const { keep, drop } = useNewTicketDrafts.getState();
  const [suggested] = useState(() => formFrom(start));
  const [links] = useState(() => linksFrom(start));
  const [kept, setKept] = useState(() => useNewTicketDrafts.getState().forms[key]);
  const [form, setForm] = useState<NewTicketForm>(kept ?? suggested);
  const [shown, setShown] = useState(false);
  // One key for one form: pressing twice, or again after a lost answer, makes one ticket.
  const [idempotencyKey, setIdempotencyKey] = useState(freshKey);
  const body = useRef<HTMLDivElement>(null);
  const type = types.find((one) => one.id === form.type_id);
  const problems = formProblems(form, type);

  const sending = useMutation({
    mutationFn: (ticket: CreateTicket) => createTicket(ticket, idempotencyKey),
    onSuccess: (ticket) => {
      drop(key);
      onClose();
      toast.done(t("create.created", { number: ticket.number }), {
        label: app("action.show"),
        run: () => go(`/tickets/${ticket.id}`),
      });
      onCreated?.(ticket);
      if (!onCreated) go(`/tickets/${ticket.id}`);
    },
    onError: (error) => toast.failed(error),
  });

  const change = (next: NewTicketForm) => {
    setForm(next);
    setIdempotencyKey(freshKey());
    if (isTouched(next, suggested)) keep(key, next);
    else drop(key);
  };

  const startOver = () => {
    drop(key);
    setKept(undefined);
    setForm(suggested.title || suggested.type_id ? suggested : emptyForm());
    setShown(false);
  };

  const submit = () => {
    if (sending.isPending) return;
    setShown(true);
    if (problems.count > 0 || !type) {
      requestAnimationFrame(() => focusFirstProblem(body.current));
      return;
    }
    sending.mutate(toCreate(form, type, links));
  };

  useEffect(() => focusFirst(body.current), []);

  return (
    <form
      className={css.drawer}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          submit();
        }
      }}
    >
      <div className={css.scroll} ref={body}>
        {kept && isTouched(kept, suggested) ? (
          <div className={css.banner}>
            {t("create.draftBack")}{" "}
            <Button type="link" size="small" onClick={startOver}>
              {t("create.startOver")}
            </Button>
          </div>
        ) : (
          links.conversation_id && suggested.title && <div className={css.banner}>{t("create.prefilled")}</div>
        )}
        <NewTicketFields
          form={form}
          types={types}
          type={type}
          customerId={links.customer_id}
          problems={shown ? problems : undefined}
          onChange={change}
        />
      </div>
      <div className={css.footBar}>
        <span className={css.footNote} role="status">
          {shown && problems.count > 0 ? t("create.required", { count: problems.count }) : <Kbd keys="mod+enter" />}
        </span>
        <Button onClick={onClose}>{t("create.later")}</Button>
        <Button type="primary" htmlType="submit" loading={sending.isPending}>
          {t("create.submit")}
        </Button>
      </div>
    </form>
  );
};

const focusFirst = (box: HTMLElement | null) => box?.querySelector<HTMLElement>("input,textarea")?.focus();

const focusFirstProblem = (body: HTMLElement | null) => {
  const first = body?.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]');
  const target = first?.matches("[data-problem]")
    ? first.parentElement?.querySelector<HTMLElement>("input,textarea,button")
    : first;
  target?.focus();
  target?.scrollIntoView({ block: "center" });
};
