// One field of a request form, by its kind.
import { useDesk, useLoaded } from "../desk";
import { t, textOf } from "../i18n";
import type { Field, Order } from "../state/types";
import { Attach, type AttachProps } from "./Attach";

interface Props {
  field: Field;
  value: unknown;
  order?: string;
  hint?: string;
  problem?: string;
  onValue(value: unknown): void;
  /** For attachments. */
  upload?: Pick<AttachProps, "files" | "onFiles" | "onBusy">;
}

const GROUPS = ["multi", "order_lines", "attachments"];

/** The field with its label, its help and what is wrong with it, bound together for screen readers. */
export function Input(props: Props) {
  const { field, problem } = props;
  const id = `f-${field.key}`;
  const help = textOf(field.help);
  const label = textOf(field.label);
  const group = GROUPS.includes(field.kind);
  const Frame = group ? "fieldset" : "div";
  const Label = group ? "legend" : "label";
  return (
    <Frame class="field">
      {field.kind !== "checkbox" && (
        <Label htmlFor={group ? undefined : id}>
          {label} {!field.required && <small>{t("optional")}</small>}
        </Label>
      )}
      <Control {...props} id={id} label={label} />
      {help && <small id={`${id}-h`}>{help}</small>}
      {problem && (
        <small class="wrong" id={`${id}-p`}>
          {problem}
        </small>
      )}
    </Frame>
  );
}

function Control(props: Props & { id: string; label: string }) {
  const { field, value, onValue, id, problem, label } = props;
  const text = value === undefined || value === null ? "" : String(value);
  const common = {
    id,
    value: text,
    placeholder: props.hint,
    "aria-invalid": Boolean(problem),
    "aria-required": field.required,
    "aria-describedby": problem ? `${id}-p` : field.help ? `${id}-h` : undefined,
    onInput: (event: { currentTarget: { value: string } }) => onValue(event.currentTarget.value),
  };
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: textOf(option.label) }));
  switch (field.kind) {
    case "long_text":
      return <textarea rows={3} maxLength={5000} {...common} />;
    case "number":
    case "money":
      return <input inputMode="decimal" maxLength={20} {...common} />;
    case "date":
      return <input type="date" {...common} />;
    case "phone":
      return <input type="tel" autocomplete="tel" maxLength={20} {...common} />;
    case "select":
      // A few choices are seen at once; many fold into a list.
      return options.length <= 5 ? (
        <Choices
          options={options}
          id={id}
          label={label}
          picked={text ? [text] : []}
          single
          onPick={(picked) => onValue(picked[0] ?? "")}
        />
      ) : (
        <select {...common}>
          <option value="">{t("choose")}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    case "multi":
      return (
        <Choices
          options={options}
          id={id}
          label={label}
          picked={Array.isArray(value) ? value.map(String) : []}
          onPick={onValue}
        />
      );
    case "order_lines":
      return <Lines {...props} />;
    case "attachments":
      return props.upload ? <Attach label={label} invalid={Boolean(problem)} {...props.upload} /> : null;
    case "checkbox":
      return (
        <label class="check">
          <input
            id={id}
            type="checkbox"
            checked={Boolean(value)}
            onChange={(event) => onValue(event.currentTarget.checked)}
          />
          {label}
        </label>
      );
    default:
      return <input type="text" maxLength={500} {...common} />;
  }
}

function Choices(props: {
  options: { value: string; label: string }[];
  id: string;
  label: string;
  picked: string[];
  single?: boolean;
  onPick(picked: string[]): void;
}) {
  const { options, picked, single, onPick } = props;
  return (
    <div class="chips">
      {options.map((option, i) => (
        <label key={option.value} class={`chip ${picked.includes(option.value) ? "on" : ""}`}>
          <input
            id={single && !i ? props.id : undefined}
            class="sr"
            type={single ? "radio" : "checkbox"}
            name={props.id}
            checked={picked.includes(option.value)}
            onChange={(event) =>
              onPick(
                single
                  ? [option.value]
                  : event.currentTarget.checked
                    ? [...picked, option.value]
                    : picked.filter((other) => other !== option.value),
              )
            }
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

function Lines({ order, value, onValue, id, label }: Props & { id: string; label: string }) {
  const { client } = useDesk();
  const loaded = useLoaded(`order:${order}`, () =>
    order ? client.http<Order>("GET", `orders/${encodeURIComponent(order)}`) : Promise.resolve(null),
  );
  if (!loaded.value) return <small>{order && !loaded.problem ? t("loading") : t("no_orders")}</small>;
  const picked = Array.isArray(value) ? value.map(Number) : [];
  return (
    <Choices
      id={id}
      label={label}
      options={loaded.value.lines.map((line) => ({
        value: String(line.line_no),
        label: `${line.title}${line.spec ? ` ${line.spec}` : ""} × ${line.quantity}`,
      }))}
      picked={picked.map(String)}
      onPick={(lines) => onValue(lines.map(Number))}
    />
  );
}
