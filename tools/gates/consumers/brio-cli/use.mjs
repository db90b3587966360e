import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

/**
 * @param {string} command
 * @param {...string} args
 */
function run(command, ...args) {
  return execFileSync(command, args, { encoding: "utf8", stdio: "pipe" });
}

const brio = "node_modules/.bin/brio";
const { version } = JSON.parse(readFileSync("node_modules/brio-cli/package.json", "utf8"));
assert.equal(run("npx", "--no", "--", "brio", "--version").trim(), version);

const text = "Is there a faster way to read a large file line by line?\n".repeat(50);
writeFileSync("chat.txt", text);
run(brio, "compress", "chat.txt", "-o", "chat.brio");
assert(readFileSync("chat.brio").length < text.length / 10);
run(brio, "decompress", "chat.brio", "-o", "back.txt");
assert.equal(readFileSync("back.txt", "utf8"), text);
