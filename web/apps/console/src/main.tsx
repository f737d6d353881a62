import { documentCss } from "@yingke/ui/tokens";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startLanguage } from "./app/i18n";
import { startTheme } from "./app/theme";
import "./app/global.css";

const style = document.createElement("style");
style.textContent = documentCss();
document.head.prepend(style);
startTheme();

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
startLanguage().then(() => createRoot(root).render(<App />));
