import { documentCss } from "@yingke/ui/tokens";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startLanguage } from "./app/i18n";
import { startSession } from "./app/session";
import { startTheme } from "./app/theme";
import "./portal.css";
import "./forms.css";

const style = document.createElement("style");
style.textContent = documentCss();
document.head.prepend(style);
startTheme();

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
startLanguage().then(() => {
  // Before the router reads the address: the shop's word for the customer stands in it and must not stay there.
  startSession();
  createRoot(root).render(<App />);
});
