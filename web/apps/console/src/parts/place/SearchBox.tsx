import SearchOutlined from "@ant-design/icons/es/icons/SearchOutlined";
import { Kbd } from "@yingke/ui";
import { useEffect, useMemo, useRef, useState } from "react";
import { type Command, useCommands } from "../../app/keys";
import css from "./search.module.css";

interface SearchBoxProps {
  /** Of the command that jumps here. */
  id: string;
  section: Command["section"];
  label: string;
  value: string;
  onChange: (words: string) => void;
  className?: string;
}

const TYPING_PAUSE_MS = 250;

/** Searches a moment after one stops typing; `/` jumps here. */
export const SearchBox = ({ id, section, label, value, onChange, className }: SearchBoxProps) => {
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const change = useRef(onChange);
  change.current = onChange;

  // Someone else changed it: a view, the back button.
  const settled = useRef(value);
  useEffect(() => {
    if (value === settled.current) return;
    settled.current = value;
    setTyped(value);
  }, [value]);

  useEffect(() => {
    const words = typed.trim();
    if (words === settled.current) return;
    const timer = setTimeout(() => {
      settled.current = words;
      change.current(words);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  useCommands(
    useMemo<Command[]>(
      () => [{ id, title: () => label, section, keys: "/", run: () => field.current?.select() }],
      [id, label, section],
    ),
  );

  return (
    <label className={className ? `${css.search} ${className}` : css.search}>
      <SearchOutlined aria-hidden="true" />
      <input
        ref={field}
        type="search"
        value={typed}
        placeholder={label}
        aria-label={label}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <Kbd keys="/" />
    </label>
  );
};
