// What the forms use of the panel. They are a script of their own that is fetched when somebody is about to fill one in;
// these names are how they reach what the panel has already (vite.config.ts reads the list).
// The build puts `h` and `Fragment` into every file by itself, so here they go by other names.
import { h as create, Fragment as Group } from "preact";
import { useRef, useState } from "preact/hooks";
import { useBusy, useDesk, useDraft, useLoaded } from "./desk";
import { clock, locale, readable, t, textOf, wordOf } from "./i18n";
import { newId } from "./state/client";
import { Attach } from "./views/Attach";
import { Empty, Ready, Wrong } from "./views/Face";
import { Icon } from "./views/Icon";
import { OrderList } from "./views/Orders";

export const kit = {
  h: create,
  Fragment: Group,
  useRef,
  useState,
  useBusy,
  useDesk,
  useDraft,
  useLoaded,
  clock,
  locale,
  readable,
  t,
  textOf,
  wordOf,
  newId,
  Attach,
  Empty,
  Ready,
  Wrong,
  Icon,
  OrderList,
};
