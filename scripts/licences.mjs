// Checks the licence of every crate and npm package that we build with against docs/licences.toml, and that what
// must be named is named in NOTICE. Nothing is fetched: cargo and the installed packages know.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const rules = parse(readFileSync("docs/licences.toml", "utf8"));
const notice = existsSync("NOTICE") ? readFileSync("NOTICE", "utf8") : "";
const problems = [];

const crates = JSON.parse(
  execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] }),
).packages.filter((one) => one.source !== null);
for (const { name, version, license, license_file } of crates) check("crate", name, version, license ?? (license_file ? "see file" : ""));

const lock = JSON.parse(readFileSync("web/package-lock.json", "utf8"));
const packages = Object.entries(lock.packages).filter(([path, one]) => path.includes("node_modules/") && !one.link);
for (const [path, one] of packages) {
  const name = path.slice(path.lastIndexOf("node_modules/") + 13);
  check("package", name, one.version, one.license ?? installed(path), one.dev === true);
}

for (const name of Object.keys(rules.named)) {
  if (crates.some((one) => one.name === name) && !notice.includes(name)) problems.push(`NOTICE does not name ${name}`);
}

for (const problem of problems) console.error(problem);
console.log(`licences: ${crates.length} crates and ${packages.length} packages looked at, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);

function check(kind, name, version, expression, tool = false) {
  if (permitted(expression, rules.allow)) return;
  if (rules.named[name] === expression) return;
  const family = Object.keys(rules.tools).find((one) => name === one || name.startsWith(`${one}-`));
  if (family !== undefined && rules.tools[family] === expression && (tool || kind === "package")) return;
  problems.push(`${kind} ${name} ${version}: licence ${JSON.stringify(expression)} is not in docs/licences.toml`);
}

// SPDX expressions with OR, AND and brackets; the old "/" means OR.
function permitted(expression, allow) {
  const tokens = (expression ?? "").replaceAll("/", " OR ").match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const or = () => {
    let good = and();
    while (tokens[at] === "OR") {
      at += 1;
      const right = and();
      good = good || right;
    }
    return good;
  };
  const and = () => {
    let good = one();
    while (tokens[at] === "AND") {
      at += 1;
      const right = one();
      good = good && right;
    }
    return good;
  };
  const one = () => {
    if (tokens[at] === "(") {
      at += 1;
      const good = or();
      at += 1;
      return good;
    }
    let name = tokens[at++] ?? "";
    if (tokens[at] === "WITH") {
      name = `${name} WITH ${tokens[at + 1]}`;
      at += 2;
    }
    return allow.includes(name);
  };
  return tokens.length > 0 && or() && at === tokens.length;
}

function installed(path) {
  const file = `web/${path}/package.json`;
  if (!existsSync(file)) return "";
  const { license, licenses } = JSON.parse(readFileSync(file, "utf8"));
  return typeof license === "string" ? license : (license?.type ?? licenses?.map((one) => one.type).join(" OR ") ?? "");
}

// The little of TOML that our file needs: lists of strings and tables of strings.
function parse(text) {
  const result = { allow: [], named: {}, tools: {} };
  result.allow = [...text.match(/allow = \[([^\]]*)\]/)[1].matchAll(/"([^"]+)"/g)].map((match) => match[1]);
  for (const table of ["named", "tools"]) {
    const body = text.split(`[${table}]`)[1]?.split(/^\[/m)[0] ?? "";
    for (const [, key, value] of body.matchAll(/^([\w@/-]+) = "([^"]+)"/gm)) result[table][key] = value;
  }
  return result;
}
