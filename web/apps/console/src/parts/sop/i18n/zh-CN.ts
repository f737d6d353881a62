const source = {
  find: "搜索 SOP",
  none: "没有适合的 SOP",
  start: "开始",
  another: "再走一个 SOP",
  note: "记一笔（可选）",
  back: "退回上一步",
  leave: "不走了",
  say: "填到回复框",
  copy: "复制",
  copied: "已复制",
  record: "走过的步骤",
  "state.walking": "进行中",
  "state.done": "已走完",
  "state.left": "中途离开",
  end: "到这里就结束了。",
};

export default source;
