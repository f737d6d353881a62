import type { Translation } from "../../../app/i18n";
import type source from "./zh-CN";

export default {
  find: "搜尋 SOP",
  none: "沒有適合的 SOP",
  start: "開始",
  another: "再走一個 SOP",
  note: "記一筆（選填）",
  back: "退回上一步",
  leave: "不走了",
  say: "填到回覆框",
  copy: "複製",
  copied: "已複製",
  record: "走過的步驟",
  "state.walking": "進行中",
  "state.done": "已走完",
  "state.left": "中途離開",
  end: "到這裡就結束了。",
} satisfies Translation<typeof source>;
