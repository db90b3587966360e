// @ts-check
// A browser without a window loads a page from a server of ours, which imports the codec and posts the outcomes back.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const built = fileURLToPath(new URL("../dist/", import.meta.url));

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const FURTHER_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Nothing but the page: no sandbox, which a container has no rights for, no first-run pages, no traffic of the browser's own. */
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser that the variable BRIO_CHROMIUM names, or one where they usually are; undefined if there is none. */
export function findChromium() {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = [
    process.env["BRIO_CHROMIUM"] ?? "",
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...FURTHER_PATHS,
  ];
  return candidates.find((path) => path !== "" && existsSync(path));
}

/** The codec asks a process for the kernel; a page has none, so this one makes one. @param {string} kernel */
const pageFor = (kernel) => `<!doctype html><meta charset="utf-8"><script type="module">
globalThis.process = { env: { BRIO_KERNEL: ${JSON.stringify(kernel)} } };
const post = (path, body) => fetch(path, { method: "POST", body });
try {
  const { probe } = await import("/probe.js");
  await post("/outcomes", JSON.stringify(await probe()));
} catch (error) {
  await post("/error", String(error.stack ?? error));
}
</script>`;

/**
 * @param {string} kernel
 * @param {string} scratch a folder for the browser's profile
 * @returns {Promise<import("./probe.mjs").Outcome[]>}
 * @throws {Error} there is no browser, it ended too soon, or the page failed
 */
export async function runChromium(kernel, scratch) {
  const program = findChromium();
  if (program === undefined) throw new Error("no Chromium: install it, or say where it is in BRIO_CHROMIUM");
  const { promise, resolve, reject } = withResolvers();
  const server = createServer(async (request, response) => {
    const path = request.url ?? "/";
    if (request.method === "POST") {
      let body = "";
      for await (const part of request.setEncoding("utf8")) body += part;
      response.end();
      if (path === "/outcomes") resolve(JSON.parse(body));
      else reject(new Error(`in the page: ${body}`));
    } else if (path === "/") response.setHeader("Content-Type", "text/html").end(pageFor(kernel));
    else if (/^\/[\w.-]+\.js$/.test(path) && existsSync(join(built, basename(path)))) {
      response.setHeader("Content-Type", "text/javascript").end(readFileSync(join(built, basename(path))));
    } else response.writeHead(404).end();
  });
  await /** @type {Promise<void>} */ (new Promise((listening) => server.listen(0, "127.0.0.1", listening)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const profile = `--user-data-dir=${join(scratch, `chromium-${kernel}`)}`;
  const browser = spawn(program, [...FLAGS, profile, `http://127.0.0.1:${port}/`], { stdio: "ignore" });
  browser.on("error", reject);
  browser.on("exit", (code) => reject(new Error(`${program} ended with ${code} before the page did`)));
  try {
    return await promise;
  } finally {
    await ended(browser);
    server.closeAllConnections();
    server.close();
  }
}

/** Ends the browser, and waits until it has: only then may its profile be removed. @param {import("node:child_process").ChildProcess} browser */
async function ended(browser) {
  if (browser.exitCode !== null || browser.signalCode !== null || browser.pid === undefined) return;
  await new Promise((exited) => {
    browser.on("exit", exited);
    browser.kill();
  });
}

/** A promise and what settles it. */
function withResolvers() {
  /** @type {(outcomes: import("./probe.mjs").Outcome[]) => void} */
  let resolve = () => {};
  /** @type {(error: Error) => void} */
  let reject = () => {};
  /** @type {Promise<import("./probe.mjs").Outcome[]>} */
  const promise = new Promise((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
