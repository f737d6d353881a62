import { Avatar } from "@yingke/ui";
import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { insertMention, type MentionAt, matching, mentionAt, type Named } from "./model/mentions";
import css from "./tickets.module.css";

interface ComposerFieldProps {
  label: string;
  placeholder: string;
  text: string;
  /** Who can be mentioned; absent where nobody can. */
  mentions?: Named[];
  onChange: (text: string) => void;
  onFiles: (files: File[]) => void;
  onSubmit: () => void;
  ref?: Ref<HTMLTextAreaElement>;
}

const TALLEST_PX = 240;

/** A plain field that grows, takes pasted files, and offers colleagues after an `@`. */
export const ComposerField = ({ label, placeholder, text, mentions, ref, ...on }: ComposerFieldProps) => {
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [at, setAt] = useState<MentionAt>();
  const [chosen, setChosen] = useState(0);
  const caret = useRef<number>(undefined);
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement);
  const found = at && mentions ? matching(mentions, at.words) : [];

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(TALLEST_PX, element.scrollHeight)}px`;
    if (caret.current !== undefined) {
      element.setSelectionRange(caret.current, caret.current);
      caret.current = undefined;
    }
  }, [text]);

  const look = () => {
    const element = field.current;
    setAt(element && mentions ? mentionAt(element.value, element.selectionStart) : undefined);
    setChosen(0);
  };
  const take = (person: Named | undefined) => {
    const element = field.current;
    if (!person || !at || !element) return;
    const next = insertMention(text, at, element.selectionStart, person.name);
    caret.current = next.caret;
    on.onChange(next.text);
    setAt(undefined);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      on.onSubmit();
    } else if (found.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        setChosen((now) => (now + step + found.length) % found.length);
      } else if (event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        take(found[chosen]);
      } else if (event.key === "Escape") {
        event.stopPropagation();
        setAt(undefined);
      }
    } else if (event.key === "Escape") {
      event.stopPropagation();
      field.current?.blur();
    }
  };

  return (
    <div className={css.fieldBox}>
      <textarea
        ref={field}
        className={css.field}
        rows={3}
        value={text}
        placeholder={placeholder}
        aria-label={label}
        aria-autocomplete={mentions ? "list" : undefined}
        aria-controls={found.length > 0 ? listId : undefined}
        aria-activedescendant={found[chosen] ? `${listId}-${chosen}` : undefined}
        onChange={(event) => {
          on.onChange(event.target.value);
          look();
        }}
        onSelect={look}
        onBlur={() => setAt(undefined)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const files = [...event.clipboardData.files];
          if (files.length === 0) return;
          event.preventDefault();
          on.onFiles(files);
        }}
      />
      {found.length > 0 && (
        <div id={listId} className={css.mentions} role="listbox" aria-label="@">
          {found.map((person, index) => (
            <div
              key={person.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              // Before the field loses the focus and with it the list.
              onPointerDown={(event) => {
                event.preventDefault();
                take(person);
              }}
            >
              <Avatar name={person.name} size={20} /> {person.name} <span className={css.quiet}>{person.nickname}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
};
