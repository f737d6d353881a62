// One field of a request form, by its kind, bound to its label, its help and what is wrong with it.
import { textOf, useWords } from "../app/i18n";
import type { Field, Order } from "../app/types";
import { Attach, type AttachProps } from "../parts/Attach";

interface Props {
  field: Field;
  value: unknown;
  order: Order | undefined;
  problem: string | undefined;
  upload: Pick<AttachProps, "files" | "onFiles" | "onBusy">;
  onValue(value: unknown): void;
}

/** A few choices are seen at once; many fold into a list. */
const FEW = 5;

export const Input = (props: Props) => {
  const { field, problem } = props;
  const t = useWords();
  const id = `f-${field.key}`;
  const label = textOf(field.label);
  const help = textOf(field.help);
  const group =
    ["multi", "order_lines", "attachments"].includes(field.kind) ||
    (field.kind === "select" && (field.options ?? []).length <= FEW);
  const Frame = group ? "fieldset" : "div";
  const optional = !field.required && <small>{t("optional")}</small>;
  return (
    <Frame className="field" aria-describedby={group && problem ? `${id}-p` : undefined}>
      {group ? (
        <legend>
          {label} {optional}
        </legend>
      ) : (
        field.kind !== "checkbox" && (
          <label htmlFor={id}>
            {label} {optional}
          </label>
        )
      )}
      <Control {...props} id={id} label={label} />
      {help && <small id={`${id}-h`}>{help}</small>}
      {problem && (
        <small className="wrong" id={`${id}-p`}>
          {problem}
        </small>
      )}
    </Frame>
  );
};

const Control = (props: Props & { id: string; label: string }) => {
  const { field, value, onValue, id, problem, label, order } = props;
  const t = useWords();
  const text = value === undefined || value === null ? "" : String(value);
  const common = {
    id,
    value: text,
    "aria-invalid": Boolean(problem),
    "aria-required": field.required,
    "aria-describedby": problem ? `${id}-p` : field.help ? `${id}-h` : undefined,
    onChange: (event: { currentTarget: { value: string } }) => onValue(event.currentTarget.value),
  };
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: textOf(option.label) }));
  switch (field.kind) {
    case "text":
      return <input type="text" maxLength={500} {...common} />;
    case "long_text":
      return <textarea rows={3} maxLength={5000} {...common} />;
    case "number":
    case "money":
      return <input type="text" inputMode="decimal" maxLength={20} {...common} />;
    case "date":
      return <input type="date" {...common} />;
    case "phone":
      return <input type="tel" autoComplete="tel" maxLength={20} {...common} />;
    case "select":
      if (options.length <= FEW) {
        return (
          <Choices
            single
            name={id}
            options={options}
            picked={text ? [text] : []}
            onPick={([one]) => onValue(one ?? "")}
          />
        );
      }
      return (
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
      return <Choices name={id} options={options} picked={listOf(value)} onPick={onValue} />;
    case "order_lines":
      return order ? (
        <Choices
          name={id}
          options={order.lines.map((line) => ({
            value: String(line.line_no),
            label: `${line.title}${line.spec ? ` ${line.spec}` : ""} × ${line.quantity}`,
          }))}
          picked={listOf(value)}
          onPick={(lines) => onValue(lines.map(Number))}
        />
      ) : (
        <small>{t("no_lines")}</small>
      );
    case "attachments":
      return (
        <Attach
          label={label}
          invalid={Boolean(problem)}
          describedBy={problem ? `${id}-p` : undefined}
          {...props.upload}
        />
      );
    case "checkbox":
      return (
        <label className="check">
          <input
            id={id}
            type="checkbox"
            checked={Boolean(value)}
            aria-invalid={Boolean(problem)}
            onChange={(event) => onValue(event.currentTarget.checked)}
          />
          {label}
        </label>
      );
  }
};

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

interface ChoicesProps {
  name: string;
  options: { value: string; label: string }[];
  picked: string[];
  single?: boolean;
  onPick(picked: string[]): void;
}

const Choices = ({ name, options, picked, single, onPick }: ChoicesProps) => (
  <div className="chips">
    {options.map((option) => (
      <label key={option.value} className={picked.includes(option.value) ? "chip on" : "chip"}>
        <input
          className="sr-only"
          type={single ? "radio" : "checkbox"}
          name={name}
          checked={picked.includes(option.value)}
          onChange={(event) => {
            const others = picked.filter((other) => other !== option.value);
            onPick(single ? [option.value] : event.currentTarget.checked ? [...others, option.value] : others);
          }}
        />
        {option.label}
      </label>
    ))}
  </div>
);
