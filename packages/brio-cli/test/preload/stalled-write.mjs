// Stops the command when its temporary file is written and has yet to get its mode and its name, so that a test can
// look round, send a signal or change something. It says "stalled" and goes on when the file BRIO_TEST_GO appears.
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const handle = await open(new URL(import.meta.url));
const prototype = Object.getPrototypeOf(handle);
await handle.close();

const chmod = prototype.chmod;
prototype.chmod = async function stalled(mode) {
  process.stderr.write("stalled\n");
  while (!existsSync(process.env.BRIO_TEST_GO)) await sleep(5);
  return chmod.call(this, mode);
};
