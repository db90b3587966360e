/**
 * READ ME FIRST: a file is there whole or not at all.
 *
 * The bytes go to a temporary sibling, so that the last step is a rename within one directory, which the system
 * does at once or not at all:
 *
 *   1. create `.brio-<16 hex digits>.tmp`, exclusively (nobody can have put a link there) and with mode 0600
 *      (nobody can read it before its final mode is set);
 *   2. write, set owner, mode and times, fsync (after a crash the name must not point to bytes that never
 *      reached the disk);
 *   3. publish: `rename` where an old file may be replaced; `link` and `unlink` where it may not, since `link`
 *      fails if the name exists, while a check followed by `rename` would overwrite a file that appeared between.
 *
 * The temporary file is removed on every error, and on the three signals that ask a program to end. The handlers
 * exist only while there is something to remove: at any other time a signal ends the program at once, even in
 * the middle of a long computation, which no handler could interrupt. Step 3 is synchronous, so that no handler
 * runs in it. Only a kill that cannot be handled leaves the temporary file behind.
 */
import { randomBytes } from "node:crypto";
import { closeSync, linkSync, openSync, renameSync, rmSync, unlinkSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "../failure.ts";

/** What a file carries besides its bytes. */
export interface FileAttributes {
  /** Permission bits, 0 to 0o777. */
  readonly mode: number;
  /** Left as they come out if absent. */
  readonly times?: { readonly accessed: Date; readonly modified: Date };
  /** Whom the file should belong to, if the system lets us. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Writes `bytes` to a new file at `path`.
 *
 * With `replace`, a file of that name is replaced; a symbolic link is replaced itself, not what it points to.
 *
 * @throws an error of the system, or {@link Refusal} if the name is taken and `replace` is false
 */
export async function writeFileAtomically(
  path: string,
  bytes: Uint8Array,
  attributes: FileAttributes,
  replace: boolean,
): Promise<void> {
  const temporary = join(dirname(path), `.brio-${randomBytes(8).toString("hex")}.tmp`);
  const forget = removeOnSignal(temporary);
  try {
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(bytes);
      await setAttributes(handle, attributes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    publish(temporary, path, replace);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    forget();
  }
}

/** What is said of a name that is taken. */
export function alreadyExists(): Refusal {
  return new Refusal("already exists (-f overwrites it)");
}

async function setAttributes(handle: FileHandle, attributes: FileAttributes): Promise<void> {
  let { mode } = attributes;
  if (attributes.owner !== undefined) {
    const { uid, gid } = attributes.owner;
    const now = await handle.stat();
    if (now.uid !== uid || now.gid !== gid) {
      try {
        await handle.chown(uid, gid);
      } catch {
        // Only root may give files away. The group's permissions were meant for another group, so they go.
        mode &= ~0o070;
      }
    }
  }
  await handle.chmod(mode);
  if (attributes.times !== undefined) {
    await handle.utimes(attributes.times.accessed, attributes.times.modified);
  }
}

function publish(temporary: string, path: string, replace: boolean): void {
  if (replace) {
    renameSync(temporary, path);
    return;
  }
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (isTaken(error)) throw alreadyExists();
    publishWithoutLinks(temporary, path);
    return;
  }
  unlinkSync(temporary);
}

/** For file systems without hard links (FAT, some network ones): claim the name, then rename over the claim. */
function publishWithoutLinks(temporary: string, path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    throw isTaken(error) ? alreadyExists() : error;
  }
  try {
    renameSync(temporary, path);
  } catch (error) {
    unlinkSync(path);
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

/** Removes `path` and ends as the signal asks; the returned function calls that off. */
function removeOnSignal(path: string): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const handle = (signal: NodeJS.Signals) => {
    forget();
    rmSync(path, { force: true });
    // Now without a handler: the caller sees that a signal, and which one, ended the program.
    process.kill(process.pid, signal);
  };
  const forget = () => {
    for (const signal of signals) process.removeListener(signal, handle);
  };
  for (const signal of signals) process.on(signal, handle);
  return forget;
}
