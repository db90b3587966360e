/** Writing: where a result goes, and every reason not to put it there. */
import { constants, lstatSync, type Stats, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { Refusal } from "../failure.ts";
import { alreadyExists, type FileAttributes, writeFileAtomically } from "./atomic-file.ts";
import { STANDARD_STREAM } from "./input.ts";
import { isBinary, writeStandardOutput } from "./standard-output.ts";

export interface OutputOptions {
  /** Replace a file that is there. */
  readonly force: boolean;
  /** Write binary data even to a terminal. */
  readonly toTerminal: boolean;
}

/** Takes the whole result, once. */
export type WriteOutput = (bytes: Uint8Array) => Promise<void>;

/**
 * Checks where a result is to go before any work is done for it, and returns the function that writes it there.
 *
 * @param name - path of the output, or `-` for standard output
 * @param origin - the file that the result is made of, whose mode, times and owner it takes over
 * @throws Refusal if the output may not be written
 */
export function openOutput(name: string, origin: Stats | null, options: OutputOptions): WriteOutput {
  if (name === STANDARD_STREAM) {
    return (bytes) => {
      if (process.stdout.isTTY && !options.toTerminal && isBinary(bytes)) throw binaryOnTerminal();
      return writeStandardOutput(bytes);
    };
  }

  const existing = statSync(name, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw new Refusal("is a directory");
  // A device or pipe, such as /dev/null, is written into. To rename a file over it would destroy it.
  if (existing !== undefined && !existing.isFile()) return (bytes) => writeInto(name, bytes);

  refuseInput(existing, origin);
  // `lstat` sees a symbolic link that points nowhere, too.
  if (!options.force && lstatSync(name, { throwIfNoEntry: false }) !== undefined) throw alreadyExists();
  return (bytes) => writeFileAtomically(name, bytes, attributesFrom(origin), options.force);
}

/**
 * @param existing - what is in the output's place
 * @throws Refusal if that is the input
 */
export function refuseInput(existing: Stats | undefined, input: Stats | null): void {
  if (input !== null && existing !== undefined && existing.dev === input.dev && existing.ino === input.ino) {
    throw new Refusal("input and output are the same file");
  }
}

/** What a compressor says instead of reading standard input when its frame would land on a terminal. */
export function binaryOnTerminal(): Refusal {
  return new Refusal("binary data is not written to a terminal (-c insists, -o FILE or > FILE stores it)");
}

/** Makes the entry of a new file in its directory durable, so that the file it replaces may go. */
export async function syncDirectoryOf(path: string): Promise<void> {
  try {
    const handle = await open(dirname(path), "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows and some file systems cannot do this to a directory; they order the two steps themselves.
  }
}

function attributesFrom(origin: Stats | null): FileAttributes {
  if (origin === null) return { mode: 0o666 & ~process.umask() };
  return {
    // Not set-user-ID and its like: whoever may run the input has not asked to run the output.
    mode: origin.mode & 0o777,
    times: { accessed: origin.atime, modified: origin.mtime },
    owner: { uid: origin.uid, gid: origin.gid },
  };
}

async function writeInto(name: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(name, constants.O_WRONLY);
  try {
    await handle.writeFile(bytes);
  } finally {
    await handle.close();
  }
}
