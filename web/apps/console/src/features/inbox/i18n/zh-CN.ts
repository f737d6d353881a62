const source = {
  rail: "会话",
  "command.go": "前往会话",
  none_chosen: "从左边选一个会话",
};

export default source;
