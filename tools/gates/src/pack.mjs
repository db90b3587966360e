// @ts-check
// Packs every published package for the tools that judge tarballs: pack.mjs FOLDER
import { resolve } from "node:path";
import { packAll } from "./tarballs.mjs";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new TypeError("usage: pack.mjs FOLDER");
for (const { name, files } of packAll(resolve(folder))) console.log(`${name}: ${files.length} files`);
