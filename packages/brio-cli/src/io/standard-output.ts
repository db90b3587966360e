/** Writing to standard output, with the error of a write where the write is. */
import { isUtf8 } from "node:buffer";

/**
 * Resolves when the bytes are handed over; rejects with an error of the system (a full disk behind `>`).
 *
 * A reader that has seen enough (`brio -dc log.brio | head`) closes its pipe. That is its right and no failure,
 * so it ends the program quietly, with exit code 0.
 */
export function writeStandardOutput(bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => {
      if (!error) resolve();
      else if ("code" in error && error.code === "EPIPE") process.exit(0);
      else reject(error);
    });
  });
}

/** Whether a terminal would show something else than the text that these bytes are. A frame is always binary. */
export function isBinary(bytes: Uint8Array): boolean {
  return !isUtf8(bytes) || bytes.includes(0);
}
