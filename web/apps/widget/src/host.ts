// What the shop's page sees, and what the loader hands over to the panel.

/** `window.yingkeSettings`, read once when the script runs. */
export interface Settings {
  /** Signed by the shop's server for a signed-in customer. */
  identityToken?: string;
  locale?: string;
  /** The order this page is about: its id or its number. */
  order?: string;
}

/** `window.yingke` */
export interface Yingke {
  open(view?: string): void;
  close(): void;
  /** The customer signed in while the page was open. */
  identify(token: string): void;
  visit(url: string, title: string): void;
  openRequest(about: { orderId?: string; typeKey?: string }): void;
}

export type Call = { [K in keyof Yingke]: [name: K, args: Parameters<Yingke[K]>] }[keyof Yingke];

/** Everything the panel needs to take over from the loader. */
export interface Boot {
  root: ShadowRoot;
  button: HTMLButtonElement;
  badge: HTMLElement;
  /** Adds a stylesheet in the way that a strict content security policy allows. */
  style(css: string): void;
  /** Address of the server that the loader came from, with a slash at the end. */
  base: string;
  /** The snippet's own attributes: `entry`, `identityToken`, `locale`, `portal`, `visitorToken`. */
  data: DOMStringMap;
  /** Calls made before the panel was there. */
  calls: Call[];
}

declare global {
  interface Window {
    yingkeSettings?: Settings;
    yingke?: Yingke & { boot?: Boot };
  }
}
