import { createContext, useContext } from "react";

/** The language that numbers and times are written in. */
export const LocaleContext = createContext("zh-CN");

export const useLocale = () => useContext(LocaleContext);
