// @vitest-environment node
import { execFileSync, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SAMPLES, withOrigin, withToken } from "./identitySamples";

const RUN: Record<string, [string, string[]]> = {
  "Node.js": [process.execPath, []],
  Python: ["python3", []],
  Java: ["java", ["-Dfile.encoding=UTF-8"]],
};
const SECRET = "yki_0123456789abcdef";

describe.each(SAMPLES)("the $language sample", ({ language, file, code }) => {
  const [command, options] = RUN[language] ?? ["", []];
  const here = spawnSync(command, ["--version"]).status === 0;

  it.runIf(here)("signs a token that HS256 verifies, with everything the server reads", { timeout: 60_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), "identity-"));
    try {
      const path = join(folder, file);
      writeFileSync(path, code);
      const env = { ...process.env, YINGKE_IDENTITY_SECRET: SECRET };
      const token = execFileSync(command, [...options, path], { env, encoding: "utf8" }).trim();
      const [head = "", body = "", signature] = token.split(".");
      expect(createHmac("sha256", SECRET).update(`${head}.${body}`).digest("base64url")).toBe(signature);
      expect(JSON.parse(Buffer.from(head, "base64url").toString())).toEqual({ alg: "HS256", typ: "JWT" });
      const claims = JSON.parse(Buffer.from(body, "base64url").toString());
      expect(claims).toMatchObject({ sub: "10086", nickname: "小雨", phone: "13800000000" });
      const left = claims.exp - Date.now() / 1000;
      expect(left).toBeGreaterThan(200);
      expect(left).toBeLessThan(320);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it("puts the address and the token into the snippet", () => {
  const snippet = withOrigin(
    '<script async src="{origin}/widget.js" data-entry="yke_1"></script>',
    "https://cs.example",
  );
  expect(snippet).toBe('<script async src="https://cs.example/widget.js" data-entry="yke_1"></script>');
  expect(withToken(snippet)).toContain('data-entry="yke_1" data-identity-token="TOKEN"></script>');
});
