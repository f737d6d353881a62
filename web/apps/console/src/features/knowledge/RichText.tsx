import BoldOutlined from "@ant-design/icons/es/icons/BoldOutlined";
import ItalicOutlined from "@ant-design/icons/es/icons/ItalicOutlined";
import LinkOutlined from "@ant-design/icons/es/icons/LinkOutlined";
import OrderedListOutlined from "@ant-design/icons/es/icons/OrderedListOutlined";
import RedoOutlined from "@ant-design/icons/es/icons/RedoOutlined";
import UndoOutlined from "@ant-design/icons/es/icons/UndoOutlined";
import UnorderedListOutlined from "@ant-design/icons/es/icons/UnorderedListOutlined";
import { EditorContent, useEditor, useEditorState } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect } from "react";
import css from "./editor.module.css";
import { knowledgeWords } from "./words";

interface RichTextProps {
  id: string;
  label: string;
  /** Markup, or plain text that was never in an editor. */
  html: string;
  plain: string;
  readOnly?: boolean;
  change: (html: string, text: string) => void;
}

/** The text of an answer or an article, with headings, lists and links. What it makes is cleaned again by the server. */
export const RichText = ({ id, label, html, plain, readOnly, change }: RichTextProps) => {
  const t = knowledgeWords.use();
  const editor = useEditor({
    extensions: [StarterKit.configure({ heading: { levels: [2, 3] }, link: { openOnClick: false, autolink: true } })],
    content: html || asMarkup(plain),
    editable: !readOnly,
    editorProps: { attributes: { id, role: "textbox", "aria-label": label, "aria-multiline": "true" } },
    onUpdate: ({ editor: now }) => change(now.isEmpty ? "" : now.getHTML(), now.getText({ blockSeparator: "\n" })),
  });
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now?.isActive("bold"),
      italic: now?.isActive("italic"),
      h2: now?.isActive("heading", { level: 2 }),
      h3: now?.isActive("heading", { level: 3 }),
      bullets: now?.isActive("bulletList"),
      numbers: now?.isActive("orderedList"),
      quote: now?.isActive("blockquote"),
      link: now?.isActive("link"),
    }),
  });
  useEffect(() => {
    // Quietly: opening an answer is no change of it.
    editor?.setEditable(!readOnly, false);
  }, [editor, readOnly]);
  if (!editor) return null;
  const run = () => editor.chain().focus();
  const link = () => {
    if (on?.link) return void run().unsetLink().run();
    const href = window.prompt(t("rich.address"), "https://");
    if (href && /^(https?:\/\/|mailto:|tel:)/.test(href)) run().setLink({ href }).run();
  };
  const tools = [
    { name: "bold", face: <BoldOutlined />, on: on?.bold, press: () => run().toggleBold().run() },
    { name: "italic", face: <ItalicOutlined />, on: on?.italic, press: () => run().toggleItalic().run() },
    { name: "h2", face: "H2", on: on?.h2, press: () => run().toggleHeading({ level: 2 }).run() },
    { name: "h3", face: "H3", on: on?.h3, press: () => run().toggleHeading({ level: 3 }).run() },
    { name: "bullets", face: <UnorderedListOutlined />, on: on?.bullets, press: () => run().toggleBulletList().run() },
    { name: "numbers", face: <OrderedListOutlined />, on: on?.numbers, press: () => run().toggleOrderedList().run() },
    { name: "quote", face: "”", on: on?.quote, press: () => run().toggleBlockquote().run() },
    { name: "link", face: <LinkOutlined />, on: on?.link, press: link },
    { name: "undo", face: <UndoOutlined />, on: false, press: () => run().undo().run() },
    { name: "redo", face: <RedoOutlined />, on: false, press: () => run().redo().run() },
  ] as const;
  return (
    <div className={css.rich} data-readonly={readOnly || undefined}>
      {!readOnly && (
        <div className={css.tools} role="toolbar" aria-label={t("rich.tools")}>
          {tools.map((tool) => (
            <button
              key={tool.name}
              type="button"
              title={t(`rich.${tool.name}`)}
              // What is written on a button belongs to its name: who speaks to the screen says what is seen.
              aria-label={`${typeof tool.face === "string" ? `${tool.face} ` : ""}${t(`rich.${tool.name}`)}`}
              aria-pressed={tool.on ?? false}
              onMouseDown={(event) => event.preventDefault()}
              onClick={tool.press}
            >
              {tool.face}
            </button>
          ))}
        </div>
      )}
      <EditorContent editor={editor} className={css.page} />
    </div>
  );
};

const asMarkup = (text: string): string =>
  text
    .split("\n")
    .map((line) => `<p>${line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")}</p>`)
    .join("");
