// node unpack.mjs FOLDER: unpacks the browser that npm carries, and the libraries
// it needs on a bare machine, into FOLDER.
import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const packed = new URL("node_modules/@sparticuz/chromium/bin/", import.meta.url);
const folder = process.argv[2];

mkdirSync(folder, { recursive: true });
for (const name of ["chromium", "al2023.tar", "swiftshader.tar"]) {
  const packing = createReadStream(new URL(`${name}.br`, packed));
  await pipeline(packing, createBrotliDecompress(), createWriteStream(`${folder}/${name}`));
}
