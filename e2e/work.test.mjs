// The main job, end to end, by four people at once in real browsers: a question becomes an answer, or a ticket that the
// customer can follow.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptUntil, axe, openBrowser, person, shot, signIn, startDemo } from "./product.mjs";

let demo;
let browser;
let customer;
let agent;
let warehouse;
let supervisor;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  customer = await person(browser, { width: 1280, height: 800 });
  agent = await person(browser, { width: 1440, height: 900 });
  warehouse = await person(browser, { width: 1280, height: 800 });
  supervisor = await person(browser, { width: 1440, height: 810 });
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const say = async (page, text) => {
  await page.getByRole("textbox", { name: "输入消息" }).fill(text);
  await page.keyboard.press("Enter");
};

test("the customer opens the widget and sees orders, likely questions and four doors", async () => {
  const { page } = customer;
  await page.goto(`${demo.url}/demo`);
  await page.getByRole("button", { name: "在线客服" }).click();
  for (const door of ["问机器人", "找人工", "请客服回电", "提交请求"]) await page.getByRole("button", { name: door }).waitFor();
  await page.getByText("我的订单").last().waitFor();
  await shot(page, "widget-home");
  assert.deepEqual(await axe(page), []);
});

test("物流 brings 物流进度 and 物流不更新, and a click answers from the live order", async () => {
  const { page } = customer;
  await page.getByRole("button", { name: "问机器人" }).click();
  await say(page, "物流");
  await page.getByRole("button", { name: "物流进度" }).waitFor();
  await page.getByRole("button", { name: "物流不更新" }).waitFor();
  const log = page.getByRole("log");
  const before = await log.innerText();
  await page.getByRole("button", { name: "物流进度" }).click();
  await page.waitForFunction((length) => {
    const host = document.querySelector("yingke-widget");
    return (host.shadowRoot.querySelector("[role=log]")?.textContent ?? "").length > length + 20;
  }, before.length);
  await shot(page, "widget-logistics");
});

test("a person takes over, both write, and a reload loses and doubles nothing", async () => {
  await signIn(demo, agent.page, "yuqing.fang");
  const desk = agent.page;
  await setReady(desk);
  const { page } = customer;
  await page.getByRole("button", { name: "找人工" }).first().click();
  await acceptUntil(desk, "小满");
  const reply = desk.getByRole("textbox", { name: "给客户的回复" });
  await reply.fill("您好，我是小禾，马上为您查询");
  await desk.keyboard.press("Enter");
  await page.getByText("您好，我是小禾，马上为您查询").waitFor();
  await say(page, "好的，麻烦快一点");
  await desk.getByText("好的，麻烦快一点").last().waitFor();
  await shot(desk, "console-inbox");
  await shot(page, "widget-agent");

  await customer.context.setOffline(true);
  await say(page, "断网时写的话");
  await customer.context.setOffline(false);
  await desk.getByText("断网时写的话").last().waitFor({ timeout: 40_000 });
  await page.reload();
  await page.getByRole("button", { name: "在线客服" }).click();
  const carryOn = page.getByRole("button", { name: /继续对话/ });
  await carryOn.or(page.getByRole("log")).first().waitFor();
  await shot(page, "widget-reloaded");
  if (await carryOn.isVisible()) await carryOn.click();
  await page.getByText("断网时写的话").waitFor();
  assert.equal(await page.getByText("断网时写的话").count(), 1, "nothing twice after the reload");
  assert.equal(await page.getByText("好的，麻烦快一点").count(), 1);
  assert.deepEqual(await axe(desk), []);
});

test("the agent makes a ticket in one click and ends the conversation with a suggested category", async () => {
  const desk = agent.page;
  await desk.getByRole("button", { name: "建工单" }).first().click();
  const form = desk.getByRole("dialog");
  await form.waitFor();
  await shot(desk, "console-ticket-draft");
  await form.getByRole("button", { name: /提交|创建|建工单|新建/ }).last().click();
  await form.waitFor({ state: "hidden" });
  await desk.getByRole("button", { name: "结束", exact: true }).first().click();
  await desk.getByRole("button", { name: "结束会话" }).last().click();
  await customer.page.getByText(/评价这次服务/).first().waitFor();
  await customer.page.getByRole("button", { name: /5 星/ }).or(customer.page.getByRole("radio", { name: /5 星/ })).first().click();
  await shot(customer.page, "widget-rating");
});

test("the customer starts a request without any agent; a department finishes a step and the customer sees it", async () => {
  const { page } = customer;
  await page.goto(`${demo.url}/demo/orders`);
  await shot(page, "shop-orders");
  await page.getByRole("button", { name: "退货退款" }).first().click();
  const submit = page.getByRole("button", { name: "提交", exact: true });
  await submit.waitFor();
  await shot(page, "widget-request");
  await page.locator("yingke-widget").getByText("质量问题").click();
  await submit.click();
  const number = page.getByText(/编号 #?\d+/).first();
  await number.waitFor();
  const no = (await number.innerText()).match(/\d+/)[0];
  await shot(page, "widget-request-detail");

  await signIn(demo, supervisor.page, "wenjing.lu");
  const desk = supervisor.page;
  await desk.goto(`${demo.url}/tickets?q=${no}`);
  await desk.getByText(`#${no}`).first().waitFor();
  await desk.locator('a[href^="/tickets/tic_"]').first().click();
  await desk.getByRole("button", { name: /^完成「/ }).first().click();
  const dialog = desk.getByRole("dialog").last();
  await shot(desk, "console-finish-step");
  await dialog.getByRole("button", { name: /完成/ }).last().click();
  await desk.getByRole("button", { name: "完成「同意退货」" }).waitFor();
  await shot(desk, "console-ticket");
  assert.deepEqual(await axe(desk), []);

  // Nobody reloads: the finished step reaches the customer by itself.
  await page.getByText("我们已收到您的退货申请").first().waitFor();
  await shot(page, "widget-milestone");
});

test("the portal shows the same request in the shop's name", async () => {
  const { page } = customer;
  await page.goto(`${demo.url}/demo/me`);
  await shot(page, "shop-me");
  const link = page.locator('a[href*="/portal"]').first();
  await link.click();
  await page.getByText("退货退款").first().waitFor();
  await shot(page, "portal-requests");
  assert.deepEqual(await axe(page), []);
  await page.setViewportSize({ width: 390, height: 844 });
  await shot(page, "portal-requests-390");
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("the second line sees tickets, the supervisor sees the floor with every contact recorded", async () => {
  await signIn(demo, warehouse.page, "jianguo.pan");
  await warehouse.page.goto(`${demo.url}/tickets`);
  await warehouse.page.getByRole("searchbox").or(warehouse.page.getByPlaceholder("编号、标题、客户、订单号")).first().waitFor();
  await shot(warehouse.page, "console-tickets");
  assert.deepEqual(await axe(warehouse.page), []);
  await supervisor.page.goto(`${demo.url}/wall`);
  await supervisor.page.getByText("记录覆盖").waitFor();
  await supervisor.page.getByText("1.0", { exact: true }).waitFor();
  await shot(supervisor.page, "console-wall");
  assert.deepEqual(await axe(supervisor.page), []);
});

test("the supervisor sees how many people are needed when, why, and whether opening is safe", async () => {
  const { page } = supervisor;
  await page.goto(`${demo.url}/staffing`);
  await page.getByText(/现在（\d\d:\d\d–\d\d:\d\d）/).waitFor();
  const cell = page.getByRole("button", { name: /11:00：需要 [1-9]\d* 人/ }).last();
  await cell.click();
  await page.getByRole("heading", { name: /为什么是 \d+ 人/ }).waitFor();
  await page.getByText(/相当于 [\d.]+ 个人一直在忙/).waitFor();
  await page.getByLabel("当班人数").fill("50");
  await page.getByText(/开放人工是安全的/).waitFor();
  await page.getByLabel("当班人数").fill("1");
  await page.getByText(/还差 \d+ 人：/).waitFor();
  await shot(page, "console-staffing");
  assert.deepEqual(await axe(page), []);
});

test("nobody met a page error or a failing server", () => {
  for (const who of [customer, agent, warehouse, supervisor]) {
    const real = who.troubles.filter((trouble) => !/401|ERR_INTERNET_DISCONNECTED|WebSocket|Failed to fetch|net::/.test(trouble));
    assert.deepEqual(real, []);
  }
});


async function setReady(page) {
  await page.getByRole("button", { name: /切换我的状态/ }).click();
  await page.getByRole("menu", { name: "切换状态" }).getByText("在线").first().click();
  await page.getByRole("button", { name: /在线，切换我的状态/ }).waitFor();
}
