import { Checkbox, Input, InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import { textIn, useLanguage } from "../../app/i18n";
import { dayOf, dayStart } from "../form/day";
import { MomentInput } from "../form/MomentInput";
import { AttachmentsInput } from "./AttachmentsInput";
import { type FieldDef, type FieldKind, parseMoney } from "./fields";
import { OrderLinesInput } from "./OrderLinesInput";
import { formWords } from "./words";

export interface FieldInputProps {
  id: string;
  field: FieldDef;
  label: string;
  value: unknown;
  orderId?: string;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string;
  onChange: (value: unknown) => void;
}

/** One input for each kind; a kind without one does not compile. */
export const FieldInput = (props: FieldInputProps): ReactNode => {
  const Input = INPUTS[props.field.kind];
  return <Input {...props} />;
};

const common = ({ id, disabled, invalid, describedBy }: FieldInputProps) => ({
  id,
  disabled,
  status: invalid ? ("error" as const) : undefined,
  "aria-invalid": invalid || undefined,
  "aria-describedby": describedBy,
});

const words = (value: unknown) => (typeof value === "string" ? value : "");

const TextInput = (props: FieldInputProps) => (
  <Input {...common(props)} value={words(props.value)} onChange={(event) => props.onChange(event.target.value)} />
);

const LongTextInput = (props: FieldInputProps) => (
  <Input.TextArea
    {...common(props)}
    autoSize={{ minRows: 2, maxRows: 10 }}
    value={words(props.value)}
    onChange={(event) => props.onChange(event.target.value)}
  />
);

const NumberInput = (props: FieldInputProps) => (
  <InputNumber
    {...common(props)}
    style={{ width: "100%" }}
    value={typeof props.value === "number" ? props.value : null}
    onChange={(value) => props.onChange(value)}
  />
);

/** Typed in yuan, kept in fen. What is not an amount stays as typed until it is one. */
const MoneyInput = (props: FieldInputProps) => {
  const [typed, setTyped] = useState<string>();
  const shown = typeof props.value === "number" ? (props.value / 100).toFixed(2) : words(props.value);
  return (
    <Input
      {...common(props)}
      prefix="¥"
      inputMode="decimal"
      value={typed ?? shown}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        props.onChange(text.trim() === "" ? null : (parseMoney(text) ?? text));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
};

const DateInput = (props: FieldInputProps) => (
  <MomentInput
    id={props.id}
    disabled={props.disabled}
    invalid={props.invalid}
    describedBy={props.describedBy}
    value={dayStart(words(props.value))}
    onChange={(at) => props.onChange(dayOf(at))}
  />
);

const PhoneInput = (props: FieldInputProps) => (
  <Input
    {...common(props)}
    type="tel"
    inputMode="tel"
    value={words(props.value)}
    onChange={(event) => props.onChange(event.target.value)}
  />
);

const useOptions = (field: FieldDef) => {
  const language = useLanguage();
  return (field.options ?? []).map((option) => ({ value: option.value, label: textIn(option.label, language) }));
};

const SelectInput = (props: FieldInputProps) => (
  <Select
    {...common(props)}
    style={{ width: "100%" }}
    allowClear={!props.field.required}
    showSearch={{ optionFilterProp: "label" }}
    options={useOptions(props.field)}
    value={words(props.value) || undefined}
    onChange={(value) => props.onChange(value ?? null)}
  />
);

const MultiInput = (props: FieldInputProps) => (
  <Select
    {...common(props)}
    mode="multiple"
    style={{ width: "100%" }}
    showSearch={{ optionFilterProp: "label" }}
    options={useOptions(props.field)}
    value={Array.isArray(props.value) ? (props.value as string[]) : []}
    onChange={(value) => props.onChange(value)}
  />
);

const CheckboxInput = (props: FieldInputProps) => {
  const t = formWords.use();
  return (
    <Checkbox
      id={props.id}
      disabled={props.disabled}
      checked={props.value === true}
      aria-describedby={props.describedBy}
      onChange={(event) => props.onChange(event.target.checked)}
    >
      {t("field.yes")}
    </Checkbox>
  );
};

const INPUTS = {
  text: TextInput,
  long_text: LongTextInput,
  number: NumberInput,
  money: MoneyInput,
  date: DateInput,
  select: SelectInput,
  multi: MultiInput,
  phone: PhoneInput,
  order_lines: OrderLinesInput,
  attachments: AttachmentsInput,
  checkbox: CheckboxInput,
} satisfies Record<FieldKind, (props: FieldInputProps) => ReactNode>;
