// The script that shops paste. It only draws the launcher and fetches the panel when somebody is about to need it,
// so that it stays under 2 KB; everything else lives in the panel.
import type { Boot, Call } from "./host";
import css from "./loader.css?inline";

const script = document.currentScript as HTMLScriptElement | null;
const data = script?.dataset;
if (script && data?.entry && !window.yingke) start(script, data);

function start(script: HTMLScriptElement, data: DOMStringMap) {
  const host = document.createElement("yingke-widget");
  const root = host.attachShadow({ mode: "open" });
  const button = document.createElement("button");
  const badge = document.createElement("i");
  const calls: Call[] = [];
  const locale = window.yingkeSettings?.locale || data.locale || document.documentElement.lang || navigator.language;
  // One panel a language, so that nobody loads words that they do not read.
  const [title, variant] = !/^zh/i.test(locale)
    ? ["Customer service", ".en"]
    : /TW|HK|MO|Hant/i.test(locale)
      ? ["線上客服", ".zh-TW"]
      : ["在线客服", ""];
  const style = (css: string) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets.push(sheet);
    } catch {
      root.appendChild(document.createElement("style")).textContent = css;
    }
  };
  const boot: Boot = { root, button, badge, style, base: new URL(".", script.src).href, data, calls };

  let loading = 0;
  const load = () => {
    if (loading++) return;
    const panel = document.createElement("script");
    panel.src = `${boot.base}widget-panel${variant}.js`;
    panel.onerror = () => {
      loading = 0;
      button.className = "";
      badge.textContent = "!";
    };
    document.head.append(panel);
  };
  const later =
    (name: string, urgent?: 1) =>
    (...args: unknown[]) => {
      calls.push([name, args] as Call);
      if (urgent) {
        button.className = "busy";
        badge.textContent = "";
        load();
      }
    };

  window.yingke = {
    boot,
    open: later("open", 1),
    close: later("close"),
    identify: later("identify", 1),
    visit: later("visit"),
    openRequest: later("openRequest", 1),
  };

  style(css);
  button.title = title as string;
  button.onclick = () => window.yingke?.open();
  button.onpointerenter = button.onfocus = load;
  button.append(badge);
  root.append(button);

  // The script may run before there is a body.
  (document.body || document.documentElement).append(host);
  if (!(navigator as { connection?: { saveData?: boolean } }).connection?.saveData) setTimeout(load, 2500);
}
