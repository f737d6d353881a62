// The bot's own work: what it can do is drawn and tried by a supervisor, done for a customer, weighed in the ledger, and
// tuned in the workbench.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, openBrowser, person, shot, signIn, startDemo } from "./product.mjs";

let demo;
let browser;
let customer;
let supervisor;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  customer = await person(browser, { width: 390, height: 844 });
  supervisor = await person(browser, { width: 1280, height: 800 });
  await signIn(demo, supervisor.page, "wenjing.lu");
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const ADDRESS = "浙江省杭州市西湖区文三路 90 号 3 幢 1201 室";

test("a flow is tried in the simulator, and nothing is really done", async () => {
  const { page } = supervisor;
  await page.goto(`${demo.url}/bot?tab=flows`);
  await page.getByRole("link", { name: /修改收货地址/ }).click();
  await page.getByRole("button", { name: "试运行" }).click();
  await page.getByRole("button", { name: "开始试运行" }).click();
  const talk = page.getByRole("log", { name: "试运行" });
  await talk.getByRole("button", { name: /SAMPLE-1/ }).click();
  await talk.getByText("请写新的完整收货地址").waitFor();
  await page.getByRole("textbox", { name: "说点什么" }).fill(ADDRESS);
  await page.keyboard.press("Enter");
  await talk.getByRole("button", { name: "确认", exact: true }).click();
  await talk.getByText("动作：修改收货地址（没有真正执行）").waitFor();
  await shot(page, "bot-simulator");
  assert.deepEqual(await axe(page), []);
});

test("a step is added from the keyboard, what is wrong with it is said, and undo takes it away", async () => {
  const { page } = supervisor;
  const before = await page.locator("[data-step]").count();
  await page.getByRole("navigation", { name: "添加步骤" }).getByRole("button", { name: "执行动作" }).press("Enter");
  await page.locator("[data-step][data-broken]").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "发布", exact: true }).isDisabled(), true);
  await page.getByRole("button", { name: "撤销" }).click();
  assert.equal(await page.locator("[data-step]").count(), before);
});

test("tidying lays a drawing out without one card over another", async () => {
  const { page } = supervisor;
  await page.getByRole("button", { name: "整理" }).click();
  const boxes = await page.locator("[data-step]").evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().toJSON()));
  for (const one of boxes)
    for (const other of boxes)
      if (one !== other)
        assert.ok(one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top);
  await page.getByRole("button", { name: "撤销" }).click();
});

test("the same flow really changes the address of the customer's order", async () => {
  const { page } = customer;
  await page.goto(`${demo.url}/demo`);
  await page.getByRole("button", { name: "在线客服" }).click();
  await page.getByRole("button", { name: "问机器人" }).click();
  const say = async (text) => {
    await page.getByRole("textbox", { name: "输入消息" }).fill(text);
    await page.keyboard.press("Enter");
  };
  await say("改地址");
  await page.getByText("请写新的完整收货地址").waitFor();
  await say(ADDRESS);
  await page.getByRole("button", { name: "确认", exact: true }).click();
  await page.getByText(/收货地址已改好/).waitFor();
  await shot(page, "widget-flow-done");
  await say("钱是退到微信里还是银行卡里");
  await page.getByRole("button", { name: "已解决" }).last().click();
  await page.getByText(/感谢您的反馈/).last().waitFor();
});

test("the ledger counts it by what the customer did, and opens its evidence", async () => {
  const { page } = supervisor;
  await page.goto(`${demo.url}/ledger?class=confirmed`);
  const row = page.getByRole("listitem").filter({ hasText: "小满" }).filter({ hasText: "改地址" }).first();
  // The ledger follows behind the commits.
  for (let turn = 0; turn < 20 && !(await row.isVisible()); turn++) {
    await page.waitForTimeout(500);
    await page.reload();
    await page.getByRole("listitem").first().waitFor();
  }
  await row.getByRole("button", { name: /凭据/ }).click();
  await row.getByText("客户点「已解决」").waitFor();
  await shot(page, "ledger");
  assert.deepEqual(await axe(page), []);
});

test("a supervisor writes a keyword menu, and whoever sends that word gets its questions", async () => {
  const { page } = supervisor;
  await page.goto(`${demo.url}/bot?tab=menus`);
  await page.getByRole("button", { name: "新建菜单" }).click();
  const form = page.getByRole("dialog", { name: "新建菜单" });
  await form.getByRole("combobox", { name: "关键词" }).fill("组装");
  await page.keyboard.press("Enter");
  await form.getByRole("textbox", { name: "给客户看的标题 简体" }).fill("组装的哪方面？");
  await form.getByRole("textbox", { name: "问题 1 简体" }).fill("少了配件怎么办");
  await form.getByRole("combobox", { name: "用哪条知识回答" }).fill("配件哪里买");
  await page.locator(".ant-select-item-option-active", { hasText: "配件哪里买" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".ant-select-dropdown").last().waitFor({ state: "hidden" });
  await shot(page, "bot-menu");
  assert.deepEqual(await axe(page), []);
  await form.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: /组装/ }).waitFor();

  await customer.page.goto(`${demo.url}/demo`);
  await customer.page.getByRole("button", { name: "在线客服" }).click();
  await customer.page.getByRole("button", { name: "问机器人" }).click();
  await customer.page.getByRole("textbox", { name: "输入消息" }).fill("组装？");
  await customer.page.keyboard.press("Enter");
  await customer.page.getByText("组装的哪方面？").waitFor();
  await customer.page.getByRole("button", { name: "少了配件怎么办" }).click();
  await customer.page.getByText(/这个回答解决了问题吗/).last().waitFor();
});

test("the workbench says what the bot would do and why", async () => {
  const { page } = supervisor;
  await page.goto(`${demo.url}/workbench`);
  await page.getByRole("textbox", { name: "像客户那样问一句" }).fill("钱是退到微信里还是银行卡里");
  await page.getByRole("button", { name: "试一下" }).click();
  await page.getByRole("rowheader", { name: /退款退到哪里/ }).first().waitFor();
  await shot(page, "workbench");
  assert.deepEqual(await axe(page), []);
});

test("nobody met a page error or a failing server", () => {
  for (const who of [customer, supervisor]) {
    const real = who.troubles.filter((trouble) => !/401|WebSocket|Failed to fetch|net::/.test(trouble));
    assert.deepEqual(real, []);
  }
});
