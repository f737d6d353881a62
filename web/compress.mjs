// Compresses what a build has made, once and as well as possible, so that the server never has to: `file.js` gets
// `file.js.br` and `file.js.gz` beside it. `node compress.mjs apps/widget/dist …`
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = /\.(js|css|html|svg|json|txt)$/;

for (const folder of process.argv.slice(2).filter((folder) => existsSync(folder))) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name);
    if (!TEXT.test(name) || !statSync(file).isFile()) continue;
    const plain = readFileSync(file);
    if (plain.length < 1024) continue;
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
    writeFileSync(
      `${file}.br`,
      brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
    );
  }
}
