/** Reading: a whole file, pipe or standard input into memory, since a frame holds its content whole. */
import { fstatSync, type Stats, statSync, unlinkSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Refusal } from "../failure.ts";
import { MAX_BYTES } from "../values.ts";

/** An opened input. Close it whatever happens. */
export interface Input {
  /** What the file was when it was opened; `null` for standard input, pipes and devices. */
  readonly origin: Stats | null;
  read(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The name that stands for standard input and standard output. */
export const STANDARD_STREAM = "-";

/**
 * Opens a file, following symbolic links, or standard input for `-`.
 *
 * @throws an error of the system, or {@link Refusal} for a directory and for a file over {@link MAX_BYTES}
 */
export async function openInput(name: string): Promise<Input> {
  if (name === STANDARD_STREAM) {
    // `< DIRECTORY`: Node.js would take it for an empty stream.
    if (!process.stdin.isTTY) checkReadable(fstatSync(0));
    return { origin: null, read: () => readStream(process.stdin), close: async () => {} };
  }

  const handle = await open(name, "r");
  try {
    const stats = await handle.stat();
    checkReadable(stats);
    if (!stats.isFile()) {
      const read = () => readStream(handle.createReadStream({ autoClose: false }));
      return { origin: null, read, close: () => handle.close() };
    }
    return { origin: stats, read: () => readFile(handle), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Opens, reads and closes. */
export async function readInput(name: string): Promise<Uint8Array> {
  const input = await openInput(name);
  try {
    return await input.read();
  } finally {
    await input.close();
  }
}

/**
 * Removes an input whose result is safely stored, unless somebody wrote to it after it was opened: a log that
 * grows while it is compressed must not lose its newest lines.
 */
export function removeInput(name: string, origin: Stats): void {
  const now = statSync(name);
  const same = now.dev === origin.dev && now.ino === origin.ino;
  if (!same || now.size !== origin.size || now.mtimeMs !== origin.mtimeMs) {
    throw new Refusal("changed while it was read; kept");
  }
  unlinkSync(name);
}

function checkReadable(stats: Stats): void {
  if (stats.isDirectory()) throw new Refusal("is a directory");
  if (stats.isFile() && stats.size > MAX_BYTES) throw tooLarge();
}

async function readFile(handle: FileHandle): Promise<Uint8Array> {
  const bytes = await handle.readFile();
  if (bytes.length > MAX_BYTES) throw tooLarge();
  return bytes;
}

async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > MAX_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function tooLarge(): Refusal {
  return new Refusal("larger than 2 GiB, and a frame holds its content whole: split it first");
}
