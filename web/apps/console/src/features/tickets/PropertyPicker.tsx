import { Floating, MenuItem } from "@yingke/ui";
import { type ReactNode, useState } from "react";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

interface PropertyPickerProps {
  label: string;
  /** What is chosen, as it is read. */
  shown: ReactNode;
  empty: string;
  value: string;
  options: { value: string; label: string; hint?: string; icon?: ReactNode }[];
  disabled?: boolean;
  onChoose: (value: string) => void;
}

const NARROW_FROM = 9;

/** A value that is text until it is clicked, then a short list that can be narrowed by typing. */
export const PropertyPicker = ({ label, shown, empty, disabled, ...list }: PropertyPickerProps) => (
  <Floating
    className={css.pick}
    face={shown ?? <span className={css.quiet}>{empty}</span>}
    panelLabel={label}
    kind="menu"
    placement="bottom-end"
    disabled={disabled}
  >
    {(close) => <Options {...list} close={close} />}
  </Floating>
);

const Options = ({
  options,
  value,
  onChoose,
  close,
}: Pick<PropertyPickerProps, "options" | "value" | "onChoose"> & { close: () => void }) => {
  const t = ticketWords.use();
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  return (
    <>
      {options.length >= NARROW_FROM && (
        <input
          className={css.narrow}
          value={words}
          placeholder={t("facts.search")}
          aria-label={t("facts.search")}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <div className={css.menuScroll}>
        {options
          .filter((option) => option.label.toLowerCase().includes(wanted))
          .map((option) => (
            <MenuItem
              key={option.value}
              icon={option.icon}
              hint={option.hint}
              checked={option.value === value}
              onChoose={() => {
                close();
                if (option.value !== value) onChoose(option.value);
              }}
            >
              {option.label}
            </MenuItem>
          ))}
      </div>
    </>
  );
};
