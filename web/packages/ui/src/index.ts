// Small pieces of screen that know no word of the business: texts, labels and numbers come from the caller, colours
// from tokens.ts. Console and portal build on these; the widget takes only the tokens.
export { Avatar } from "./Avatar";
export { Button } from "./Button";
export { useNow } from "./clock";
export { Floating, type FloatingHandle, MenuHeading, MenuItem, MenuLine, type Placement } from "./Floating";
export * from "./format";
export { LocaleContext, useLocale } from "./locale";
export * from "./marks";
export { EmptyState, ErrorState, NoPermission, SkeletonLine, SkeletonRows } from "./states";
export { Countdown, RelativeTime, WaitingTime } from "./times";
export { documentCss, type Mode } from "./tokens";
