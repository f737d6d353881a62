// Takes over from the loader: draws the panel into the same shadow root and answers `window.yingke` from now on.
import { render } from "preact";
import type { Yingke } from "./host";
import { kit } from "./kit";
import { viewOf } from "./nav";
import css from "./panel.css?inline";
import { createClient } from "./state/client";
import { watchPages } from "./state/visits";
import { App, type Handle } from "./views/App";

const boot = window.yingke?.boot;
if (boot) {
  const { root, button, badge, data, base } = boot;
  const settings = window.yingkeSettings ?? {};

  boot.style(css);
  const place = root.appendChild(document.createElement("div"));
  place.className = "yingke";
  // Not in the stylesheet: the build would add variables for browsers without light-dark().
  place.style.colorScheme = "light dark";

  let handle = null as Handle | null;
  const draw = () =>
    render(
      <App
        client={client}
        portal={data.portal}
        pageOrder={settings.order}
        badge={badge}
        launcher={button}
        onHandle={(next) => {
          handle = next;
        }}
      />,
      place,
    );
  const client = createClient(
    base,
    data.entry ?? "",
    settings.identityToken ?? data.identityToken,
    draw,
    data.visitorToken,
  );
  draw();

  const yingke: Yingke & { kit: unknown } = {
    kit,
    open: (view) => (view === "human" ? handle?.human() : handle?.open(viewOf(view) ?? undefined)),
    close: () => handle?.close(),
    identify: (token) => client.identify(token),
    visit: (url, title) => client.visit(url, title),
    openRequest: (about) => handle?.openRequest(about?.orderId, about?.typeKey),
  };
  window.yingke = yingke;
  button.className = "";
  button.setAttribute("aria-haspopup", "dialog");
  button.onclick = () => (button.classList.contains("open") ? yingke.close() : yingke.open());
  button.onpointerenter = button.onfocus = null;

  watchPages(client.visit);
  if (client.known()) client.start();
  for (const [name, args] of boot.calls) (yingke[name] as (...args: unknown[]) => void)(...args);
}
