import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import "dayjs/locale/zh-tw";

export interface MomentInputProps {
  id: string;
  value: number | null | undefined;
  /** Day and hour, or the day alone: then the moment is its first. */
  precise?: boolean;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string;
  onChange: (at: number | null) => void;
}

/** A day or a moment, in the words of the console's language; the browser's own field speaks the browser's. */
export const MomentInput = ({ id, value, precise, disabled, invalid, describedBy, onChange }: MomentInputProps) => (
  <DatePicker
    id={id}
    style={{ width: "100%" }}
    showTime={precise ? { format: "HH:mm" } : undefined}
    format={precise ? "YYYY-MM-DD HH:mm" : "YYYY-MM-DD"}
    // What was typed counts when one goes on to the next field, as in any other.
    needConfirm={false}
    changeOnBlur
    disabled={disabled}
    status={invalid ? "error" : undefined}
    aria-invalid={invalid || undefined}
    aria-describedby={describedBy}
    value={value ? dayjs(value) : null}
    onChange={(day) => onChange(day ? (precise ? day : day.startOf("day")).valueOf() : null)}
  />
);
