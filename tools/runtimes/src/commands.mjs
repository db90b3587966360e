// @ts-check
// The runtimes with a command line: Node is the one at hand, Deno and Bun are packages of the registry.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The module that they run: built by `npm run build`. */
const printer = fileURLToPath(new URL("../dist/print.js", import.meta.url));

const require = createRequire(import.meta.url);

/**
 * The program inside a package that has one package for each platform. (Their install scripts only put it elsewhere, and are not run.)
 *
 * @param {string} name
 * @param {string} path of the program in the package of the platform, without `.exe`
 * @returns {string}
 * @throws {Error} none of them was installed
 */
function programOf(name, path) {
  const manifest = require.resolve(`${name}/package.json`);
  const own = createRequire(manifest);
  const suffix = process.platform === "win32" ? ".exe" : "";
  for (const platform of Object.keys(own(manifest).optionalDependencies)) {
    try {
      return join(own.resolve(`${platform}/package.json`), "..", path + suffix);
    } catch {
      // The package of another platform, which is not installed here.
    }
  }
  throw new Error(`${name} has no program for ${process.platform} ${process.arch}`);
}

/**
 * @param {string} program
 * @param {readonly string[]} args in front of the module
 * @param {string} kernel
 * @param {string} scratch a folder for what the program keeps
 * @returns {Promise<import("./probe.mjs").Outcome[]>}
 */
async function run(program, args, kernel, scratch) {
  const env = {
    ...process.env,
    BRIO_KERNEL: kernel,
    DENO_DIR: join(scratch, "deno"),
    DENO_NO_UPDATE_CHECK: "1",
  };
  const { stdout } = await promisify(execFile)(program, [...args, printer], { env, cwd: scratch });
  return JSON.parse(stdout);
}

/** @param {string} kernel @param {string} scratch */
export const runNode = (kernel, scratch) => run(process.execPath, [], kernel, scratch);

/** @param {string} kernel @param {string} scratch */
export const runDeno = (kernel, scratch) =>
  run(
    programOf("deno", "deno"),
    ["run", "--no-config", "--no-remote", "--no-npm", "--allow-env"],
    kernel,
    scratch,
  );

/** @param {string} kernel @param {string} scratch */
export const runBun = (kernel, scratch) => run(programOf("bun", "bin/bun"), ["run"], kernel, scratch);
