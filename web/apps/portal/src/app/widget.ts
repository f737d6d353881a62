// 联系客服: the shop's widget on this page, for the same customer.
import { language } from "./i18n";

interface Widget {
  open(view?: string): void;
}

export const putWidget = (entry: string, token: string) => {
  if (document.getElementById("yingke")) return;
  const script = document.createElement("script");
  script.id = "yingke";
  script.src = "/widget.js";
  Object.assign(script.dataset, { entry, visitorToken: token, locale: language() });
  document.head.append(script);
};

export const contact = (view?: string) => (window as { yingke?: Widget }).yingke?.open(view);
