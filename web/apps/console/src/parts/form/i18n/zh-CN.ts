const source = {
  saved: "已保存",
  conflict: "别人刚改过，已读取最新内容，请核对后再保存",
};

export default source;
