// Texts of the shop as one customer reads them: scripts and the sentences of SOPs.

export interface ScriptFacts {
  customer: { nickname: string };
  order?: { no: string };
  agent: { nickname: string };
}

// What people call the variables, in the languages they write scripts in.
const NAMES: Record<string, "customer.nickname" | "order.no" | "agent.nickname"> = {
  昵称: "customer.nickname",
  暱稱: "customer.nickname",
  客户昵称: "customer.nickname",
  订单号: "order.no",
  訂單編號: "order.no",
  客服: "agent.nickname",
};

/** Fills `{{customer.nickname}}` or `{{昵称}}`, `{{order.no}}`, `{{agent.nickname}}`; what is not known stays visible. */
export const fillScript = (body: string, facts: ScriptFacts): string => {
  const values: Record<string, string | undefined> = {
    "customer.nickname": facts.customer.nickname || undefined,
    "order.no": facts.order?.no,
    "agent.nickname": facts.agent.nickname || undefined,
  };
  return body.replace(VARIABLE, (whole, name: string) => values[NAMES[name] ?? name] ?? whole);
};

const VARIABLE = /\{\{\s*([\p{L}_.]+)\s*\}\}/gu;
