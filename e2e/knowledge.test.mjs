// What the shop knows, from the pen to the customer's ear: an item is written, reviewed and heard; a fact changes and
// whoever heard the old one is told; an agent is helped while typing and kept from a wrong promise; the help centre finds it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptUntil, axe, openBrowser, person, shot, signIn, startDemo } from "./product.mjs";

let demo;
let browser;
let customer;
let writer;
let owner;
let agent;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  customer = await person(browser, { width: 390, height: 844 });
  writer = await person(browser, { width: 1280, height: 800 });
  owner = await person(browser, { width: 1280, height: 800 });
  agent = await person(browser, { width: 1440, height: 900 });
  await signIn(demo, writer.page, "wenjing.lu");
  await signIn(demo, owner.page, "jiahe.shen");
  await signIn(demo, agent.page, "yuqing.fang");
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const say = async (text) => {
  const { page } = customer;
  await page.getByRole("textbox", { name: "输入消息" }).fill(text);
  await page.keyboard.press("Enter");
};

const QUESTION = "羊羔绒电热毯能不能寄到宿舍用";
const ANSWER = "宿舍一般限制大功率电器，电热毯功率约 100 瓦，请先问宿管；不能用的话签收后可以无理由退货。";

test("somebody writes an item and hands it in; a colleague reads what is new and publishes it", async () => {
  const { page } = writer;
  await page.goto(`${demo.url}/knowledge`);
  await page.getByRole("button", { name: "新建" }).click();
  await page.getByRole("menuitem", { name: "新建问答" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: "问题" }).fill(QUESTION);
  await form.locator("[contenteditable=true]").fill(ANSWER);
  await shot(page, "knowledge-editor");
  assert.deepEqual(await axe(page), []);
  await form.getByRole("button", { name: "提交审核" }).click();
  await page.getByText("已提交审核").waitFor();

  const desk = owner.page;
  await desk.goto(`${demo.url}/knowledge?tab=review`);
  await desk.getByRole("region", { name: "待审核" }).getByRole("button", { name: new RegExp(QUESTION) }).click();
  const review = desk.getByRole("dialog");
  await review.getByText("这次的改动").waitFor();
  await shot(desk, "knowledge-review");
  assert.deepEqual(await axe(desk), []);
  await review.getByRole("button", { name: "发布", exact: true }).click();
  await desk.getByText("已发布").last().waitFor();
});

test("the customer gets that answer", async () => {
  const { page } = customer;
  await page.goto(`${demo.url}/demo`);
  await page.getByRole("button", { name: "在线客服" }).click();
  await page.getByRole("button", { name: "问机器人" }).click();
  await say("电热毯能寄到宿舍用吗");
  await page.getByText(/电热毯功率约 100 瓦/).waitFor();
  await shot(page, "widget-new-answer");
});

test("an agent proposes a change, and somebody who answers for the item sees why", async () => {
  const desk = agent.page;
  await desk.goto(`${demo.url}/knowledge`);
  await desk.getByRole("button", { name: /怎么联系客服/ }).first().click();
  const form = desk.getByRole("dialog");
  await form.getByRole("button", { name: "建议修改" }).click();
  const words = form.getByRole("textbox", { name: "应该怎么说" });
  await words.fill((await words.inputValue()).replace("22:00", "23:00"));
  await form.getByRole("textbox", { name: "为什么要改" }).fill("本周起晚班到 23 点");
  await shot(desk, "knowledge-proposal");
  assert.deepEqual(await axe(desk), []);
  await form.getByRole("button", { name: "提交建议" }).click();
  await desk.getByText("建议已提交审核").waitFor();

  const { page } = owner;
  await page.goto(`${demo.url}/knowledge?tab=review`);
  await page.getByRole("region", { name: "待审核" }).getByRole("button", { name: /怎么联系客服/ }).click();
  const review = page.getByRole("dialog");
  await review.getByText(/本周起晚班到 23 点/).waitFor();
  await review.getByRole("button", { name: "发布", exact: true }).click();
  await page.getByText("已发布").last().waitFor();
  await desk.getByRole("button", { name: /通知/ }).first().click();
  await desk.getByText("你的修改建议已发布").waitFor();
  await desk.keyboard.press("Escape");
});

test("a fact changes: whoever heard the old one is listed, and is corrected", async () => {
  await say("可以礼品包装吗");
  await customer.page.getByText(/9\.9元一份/).waitFor();

  const { page } = writer;
  await page.goto(`${demo.url}/facts`);
  await page.getByRole("searchbox", { name: /搜索主题/ }).fill("礼品包装");
  await page.getByRole("button", { name: /礼品包装.*gift_wrap_price/ }).click();
  const form = page.getByRole("dialog", { name: "编辑事实" });
  await form.getByRole("textbox", { name: "数值" }).fill("12.9");
  await form.getByRole("button", { name: "保存" }).click();
  const reach = page.getByRole("dialog", { name: /礼品包装 · 12\.9元/ });
  await reach.getByText("听到的是旧说法").first().waitFor();
  await reach.getByRole("link", { name: "可以礼品包装吗" }).waitFor();
  await shot(page, "facts-reach");
  assert.deepEqual(await axe(page), []);
  await reach.getByRole("button", { name: /发给 \d+ 位客户/ }).click();
  await customer.page.getByText(/礼品包装现在是 12\.9元/).waitFor();
  await shot(customer.page, "widget-correction");
  await reach.getByText("已更正").first().waitFor();
});

test("an agent takes a suggestion into the reply and sends it", async () => {
  const desk = agent.page;
  await desk.getByRole("button", { name: /切换我的状态/ }).click();
  await desk.getByRole("menu", { name: "切换状态" }).getByText("在线").first().click();
  await desk.getByRole("button", { name: /在线，切换我的状态/ }).waitFor();
  await say("转人工");
  await acceptUntil(desk, "小满");
  await say("多少钱包邮");
  const strip = desk.getByRole("region", { name: "回答建议" });
  const suggestion = strip.getByRole("button", { name: /运费怎么算/ });
  await suggestion.waitFor();
  await shot(desk, "console-suggestion");
  await suggestion.click();
  const reply = desk.getByRole("textbox", { name: "给客户的回复" });
  const taken = await reply.inputValue();
  // With its fact said, not named.
  assert.match(taken, /满59元包邮/);
  await reply.press("Enter");
  await customer.page.getByText(taken.slice(0, 12)).last().waitFor();
});

test("a promise that cannot be kept is stopped before it is sent, and one click mends it", async () => {
  const desk = agent.page;
  const reply = desk.getByRole("textbox", { name: "给客户的回复" });
  await reply.fill("您放心，保证明天到账，绝对没有问题");
  const guard = desk.getByRole("region", { name: "发送前检查" });
  await guard.getByRole("listitem").first().waitFor();
  await shot(desk, "console-guard");
  assert.deepEqual(await axe(desk), []);
  const before = await reply.inputValue();
  const all = guard.getByRole("button", { name: /全部改好/ });
  await ((await all.count()) ? all : guard.getByRole("button").first()).click();
  const mended = await reply.inputValue();
  assert.notEqual(mended, before);
  assert.doesNotMatch(mended, /保证明天到账/);
  await reply.fill("");
});

test("an SOP is walked beside the conversation and its sentence goes into the reply", async () => {
  const desk = agent.page;
  const sop = desk.getByRole("searchbox", { name: "搜索 SOP" });
  await sop.scrollIntoViewIfNeeded();
  await sop.fill("破损");
  await desk.getByRole("listitem").filter({ hasText: "收到商品破损" }).getByRole("button", { name: "开始" }).click();
  const walk = desk.getByRole("region", { name: "收到商品破损" });
  await walk.getByText("看照片").waitFor();
  await walk.getByRole("button", { name: "填到回复框" }).click();
  const reply = desk.getByRole("textbox", { name: "给客户的回复" });
  assert.match(await reply.inputValue(), /^小满，给您添麻烦了/);
  await walk.getByRole("button", { name: "破损清楚" }).click();
  await walk.getByText("看金额").first().waitFor();
  await shot(desk, "console-sop");
  assert.deepEqual(await axe(desk), []);
});

test("words in a ticket are looked at too: held back, mended with one click, sent", async () => {
  const desk = agent.page;
  await desk.goto(`${demo.url}/tickets?open=true`);
  await desk.locator('a[href^="/tickets/tic_"]').first().click();
  const reply = desk.getByRole("textbox", { name: "回复客户" });
  await reply.waitFor();
  const send = desk.getByRole("button", { name: "发送给客户" });
  await reply.fill("给您补偿 200 元，请查收");
  const guard = desk.getByRole("region", { name: "发送前检查" });
  await guard.getByText(/超过你这一单能给的上限/).waitFor();
  assert.equal(await send.isDisabled(), true);
  await shot(desk, "ticket-guard");
  assert.deepEqual(await axe(desk), []);
  await guard.getByRole("button", { name: "改为“¥50”" }).click();
  assert.match(await reply.inputValue(), /补偿 ¥50/);
  await guard.waitFor({ state: "detached" });
  await send.click();
  await desk.getByText("给您补偿 ¥50，请查收").waitFor();
  // Among colleagues it may be said.
  await desk.getByRole("tab", { name: "内部评论" }).click();
  const note = desk.getByRole("textbox", { name: "内部评论" });
  await note.fill("客户想要 200 元补偿");
  await desk.waitForTimeout(600);
  assert.equal(await guard.count(), 0);
  await note.fill("");
});

test("what knowledge leaves open and where it contradicts itself is shown to those who write it", async () => {
  const { page } = writer;
  await page.goto(`${demo.url}/facts?tab=pairs`);
  await page.getByText("矛盾", { exact: true }).first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.goto(`${demo.url}/facts?tab=gaps`);
  await page.getByRole("button", { name: "写成知识草稿" }).first().waitFor();
  await shot(page, "facts-gaps");
  assert.deepEqual(await axe(page), []);
});

test("on a phone four places are at hand and the others one tap away; nothing scrolls sideways", async () => {
  const { page } = writer;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${demo.url}/ledger?tab=nothing-such`);
  await page.getByRole("tab", { name: "账本", selected: true }).waitFor();
  const bar = page.getByRole("navigation", { name: "主导航" });
  await page.getByText("真正解决").first().waitFor();
  for (const place of ["知识", "事实", "机器人", "设置"]) {
    await bar.getByRole("button", { name: /^更多/ }).click();
    const sheet = page.getByRole("dialog", { name: "更多" });
    await sheet.waitFor();
    if (place === "知识") {
      await shot(page, "phone-more");
      assert.deepEqual(await axe(page), []);
    }
    await sheet.getByRole("link", { name: new RegExp(place) }).click();
    await sheet.waitFor({ state: "hidden" });
    await page.locator("main [role=tab], main h2, main h1").first().waitFor();
    const wide = await page.evaluate(() => [document.documentElement.scrollWidth, document.querySelector("nav").scrollWidth]);
    assert.deepEqual(wide, [390, 390], place);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("the help centre finds the article, and anybody can read it", async () => {
  const { page } = customer;
  await page.goto(`${demo.url}/help/qinghe`);
  assert.deepEqual(await axe(page), []);
  await page.getByRole("searchbox").fill("鹅绒被怎么清洗");
  await page.keyboard.press("Enter");
  const found = page.getByRole("link", { name: "鹅绒被的晾晒与清洗" });
  await found.waitFor();
  await shot(page, "help-search");
  assert.deepEqual(await axe(page), []);
  await found.click();
  await page.getByRole("heading", { name: "鹅绒被的晾晒与清洗" }).waitFor();
  await page.getByRole("button", { name: "有用", exact: true }).click();
  await page.getByText(/谢谢|感谢/).first().waitFor();
  await shot(page, "help-article");
  assert.deepEqual(await axe(page), []);
});

test("nobody met a page error or a failing server", () => {
  for (const who of [customer, writer, owner, agent]) {
    const real = who.troubles.filter((trouble) => !/401|WebSocket|Failed to fetch|net::/.test(trouble));
    assert.deepEqual(real, []);
  }
});
