import EyeOutlined from "@ant-design/icons/es/icons/EyeOutlined";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Avatar, dateText, Money, Phone, RelativeTime, StatusTag, useLocale } from "@yingke/ui";
import { type ReactNode, useState } from "react";
import { AppLink } from "../../app/go";
import { appWords } from "../../app/i18n";
import { useMay } from "../../app/session";
import { useToast } from "../../app/toast";
import { type Customer, changeCustomer, customerKey, customerQuery, revealPhone } from "./api";
import css from "./customer.module.css";
import { withTag } from "./model";
import { Region } from "./Region";
import { words } from "./words";

/** Who it is: the fields that every answer begins with. */
export const Profile = ({ id }: { id: string }) => {
  const customer = useQuery(customerQuery(id));
  return <Region query={customer}>{customer.data && <Facts customer={customer.data} />}</Region>;
};

const Facts = ({ customer }: { customer: Customer }) => {
  const t = words.use();
  const app = appWords.use();
  const locale = useLocale();
  const now = Date.now();
  const name = customer.nickname || app("customer.anonymous");
  return (
    <>
      <div className={css.who}>
        <Avatar
          name={name}
          size={44}
          presence={customer.online ? "ready" : "offline"}
          presenceLabel={t(customer.online ? "profile.online" : "profile.not_online")}
        />
        <div>
          <AppLink href={`/customers/${customer.id}`} className={css.whoName}>
            {name}
          </AppLink>
          <p className={css.tags}>
            <StatusTag tone={customer.is_member ? "brand" : "neutral"}>
              {t(customer.is_member ? "profile.member" : "profile.no_member")}
            </StatusTag>
            {customer.tier && <StatusTag>{customer.tier}</StatusTag>}
            {customer.anonymous && <StatusTag>{t("profile.anonymous")}</StatusTag>}
          </p>
        </div>
      </div>
      <dl className={css.facts}>
        <Fact name={t("profile.gender")}>{app(`gender.${customer.gender}`)}</Fact>
        <Fact name={t("profile.registered")}>
          {customer.registered_at ? dateText(customer.registered_at, now, locale) : t("profile.unknown")}
        </Fact>
        {customer.phone && (
          <Fact name={t("profile.phone")}>
            <PhoneLine customer={customer} />
          </Fact>
        )}
        {customer.email && <Fact name={t("profile.email")}>{customer.email}</Fact>}
        {customer.city && <Fact name={t("profile.city")}>{customer.city}</Fact>}
        <Fact name={t("profile.orders")}>
          {customer.order_count} · <Money fen={customer.spent_fen} />
        </Fact>
        {customer.last_contact_at && (
          <Fact name={t("profile.last_contact")}>
            <RelativeTime at={customer.last_contact_at} />
          </Fact>
        )}
      </dl>
      <Tags customer={customer} />
      <Note customer={customer} />
    </>
  );
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const PhoneLine = ({ customer }: { customer: Customer }) => {
  const t = words.use();
  const may = useMay("customers.phone");
  const toast = useToast();
  const reveal = useMutation({ mutationFn: () => revealPhone(customer.id), onError: toast.failed });
  const full = reveal.data?.phone;
  return (
    <span className={css.phone}>
      {full ? (
        <a href={`tel:${full}`}>
          <Phone number={full} />
        </a>
      ) : (
        <Phone number={customer.phone} />
      )}
      {may && !full && (
        <button
          type="button"
          className={css.tiny}
          aria-label={t("profile.reveal")}
          title={t("profile.reveal_hint")}
          aria-busy={reveal.isPending}
          onClick={() => reveal.mutate()}
        >
          <EyeOutlined />
        </button>
      )}
    </span>
  );
};

const useChange = (customer: Customer) => {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (change: { tags?: string[]; note?: string }) =>
      changeCustomer(customer.id, { ...change, version: customer.version }),
    onSuccess: (changed) => client.setQueryData(customerKey(customer.id), changed),
    onError: (error) => {
      toast.failed(error);
      void client.invalidateQueries({ queryKey: customerKey(customer.id) });
    },
  });
};

const Tags = ({ customer }: { customer: Customer }) => {
  const t = words.use();
  const may = useMay("customers.edit");
  const change = useChange(customer);
  const [adding, setAdding] = useState(false);
  const save = (text: string) => {
    setAdding(false);
    const tags = withTag(customer.tags, text);
    if (tags !== customer.tags) change.mutate({ tags });
  };
  return (
    <p className={css.tags}>
      {customer.tags.map((tag) => (
        <span key={tag} className={css.tag}>
          {tag}
          {may && (
            <button
              type="button"
              aria-label={t("profile.remove_tag", { tag })}
              onClick={() => change.mutate({ tags: customer.tags.filter((other) => other !== tag) })}
            >
              ×
            </button>
          )}
        </span>
      ))}
      {may &&
        (adding ? (
          <input
            ref={(field) => field?.focus()}
            className={css.tagField}
            aria-label={t("profile.add_tag")}
            maxLength={40}
            onBlur={(event) => save(event.target.value)}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === "Enter") save(event.currentTarget.value);
              if (event.key === "Escape") setAdding(false);
            }}
          />
        ) : (
          <button type="button" className={css.tiny} onClick={() => setAdding(true)}>
            + {t("profile.add_tag")}
          </button>
        ))}
    </p>
  );
};

const Note = ({ customer }: { customer: Customer }) => {
  const t = words.use();
  const may = useMay("customers.edit");
  const change = useChange(customer);
  const [text, setText] = useState<string>();
  if (!may) return customer.note ? <p className={css.note}>{customer.note}</p> : null;
  if (text === undefined) {
    return (
      <button
        type="button"
        className={css.note}
        data-empty={!customer.note || undefined}
        onClick={() => setText(customer.note)}
      >
        {customer.note || t("profile.add_note")}
      </button>
    );
  }
  return (
    <textarea
      ref={(field) => field?.focus()}
      className={css.noteField}
      aria-label={t("profile.note")}
      rows={3}
      maxLength={2000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        setText(undefined);
        if (text.trim() !== customer.note) change.mutate({ note: text.trim() });
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.nativeEvent.isComposing) setText(undefined);
      }}
    />
  );
};
