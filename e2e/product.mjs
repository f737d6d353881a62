// The real binary with a fresh demo world, and browsers to use it with. Every test file starts its own.
//
// YINGKE_BIN names the binary (default: target/release/yingke, then target/debug/yingke). Screenshots go to e2e/shots.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const require = createRequire(join(root, "web/package.json"));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const shots = join(root, "e2e/shots");
mkdirSync(shots, { recursive: true });

function binary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const found = [process.env.YINGKE_BIN, join(target, "release/yingke"), join(target, "debug/yingke")].find((path) => path && existsSync(path));
  if (!found) throw new Error("no yingke binary: run `make build` first, or set YINGKE_BIN");
  return found;
}

export async function freePort() {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts `yingke demo` on a free port; `stop()` ends it and removes its data. */
export async function startDemo({ data = mkdtempSync(join(tmpdir(), "yingke-e2e-")), port, args = [], keep = false } = {}) {
  port ??= await freePort();
  const password = "e2e-password-of-this-run";
  const child = spawn(binary(), ["demo", "--listen", `127.0.0.1:${port}`, "--data", data, ...args], {
    env: { ...process.env, YINGKE_DEMO_PASSWORD: password },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stdout.on("data", (text) => (log += text));
  child.stderr.on("data", (text) => (log += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = `http://localhost:${port}`;
  const patience = Date.now() + 120_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`yingke ended with ${child.exitCode}:\n${log}`);
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) break;
    if (Date.now() > patience) throw new Error(`yingke is not ready:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    port,
    data,
    password,
    log: () => log,
    kill: async (signal = "SIGKILL") => {
      child.kill(signal);
      await ended;
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      if (!keep) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** One Chromium for a test file. */
export async function openBrowser() {
  return await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** A person with an own browser profile. Page errors and failed requests are collected in `person.troubles`. */
export async function person(browser, { width = 1280, height = 800, locale = "zh-CN", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`);
  });
  return { context, page, troubles };
}

export async function shot(page, name) {
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

/** Serious and critical findings of axe on the page as it is now. */
export async function axe(page) {
  // Evaluated rather than added as a tag, which a strict content policy refuses.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
}

/** An agent signs in at the console. */
export async function signIn(demo, page, name) {
  await page.goto(demo.url);
  await page.getByLabel("邮箱").fill(`${name}@qinghe.example`);
  await page.getByRole("textbox", { name: "密码" }).fill(demo.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("navigation", { name: "主导航" }).waitFor();
}

/** Takes what is offered, as an agent at the start of a shift does, until this customer is among the own ones. */
export async function acceptUntil(page, nickname) {
  const mine = page.getByRole("link", { name: new RegExp(nickname) });
  const offer = page.getByRole("button", { name: "接入" });
  for (let turn = 0; turn < 40; turn++) {
    if (await offer.first().isVisible()) await offer.first().click().catch(() => {});
    else if (await mine.first().isVisible()) break;
    await page.waitForTimeout(250);
  }
  await mine.first().click();
  await page.getByRole("textbox", { name: "给客户的回复" }).waitFor();
}
