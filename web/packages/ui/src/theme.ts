import { type ThemeConfig, theme } from "antd";
import { fontFamily, type Mode, palette, radius, type } from "./tokens";

/** The antd theme of a mode, derived from the tokens. */
export const antdTheme = (mode: Mode): ThemeConfig => {
  const colours = palette[mode];
  return {
    algorithm: mode === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colours.brand,
      colorLink: colours.brandText,
      colorInfo: colours.info,
      colorSuccess: colours.success,
      colorWarning: colours.waitingSoon,
      colorError: colours.danger,
      colorText: colours.text,
      colorTextSecondary: colours.text2,
      colorTextTertiary: colours.text3,
      colorTextDescription: colours.text3,
      colorTextPlaceholder: colours.text3,
      colorBgLayout: colours.canvas,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.raised,
      colorBorder: colours.lineStrong,
      colorBorderSecondary: colours.line,
      colorSplit: colours.line,
      colorTextLightSolid: colours.onBrand,
      controlItemBgHover: colours.hover,
      controlItemBgActive: colours.selected,
      borderRadius: radius.control,
      borderRadiusLG: radius.card,
      fontFamily,
      fontSize: type.body[0],
      lineHeight: type.body[1] / type.body[0],
      fontSizeSM: type.small[0],
      boxShadow: colours.shadow,
      boxShadowSecondary: colours.shadow,
      // Without animations antd must not wait for their ends.
      motion: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      motionDurationFast: "0.08s",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.15s",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", contentFontSize: 14 },
      // With its hours beside it, a month still fits a phone.
      DatePicker: { cellWidth: 32, timeColumnWidth: 44 },
      Tooltip: { colorBgSpotlight: mode === "dark" ? "#34403d" : "#23302d", colorTextLightSolid: "#ffffff" },
    },
  };
};
