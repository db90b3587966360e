import {
  type EntryVisitor,
  type Frame,
  type FrameHeader,
  isContainerError,
  readFrame,
  readFrameHeader,
  visitEntries,
} from "brio-container";
import { BrioError, reasonOf } from "./errors.ts";

/** The parts of a frame. @throws {BrioError} */
export function openFrame(bytes: Uint8Array): Frame {
  try {
    return readFrame(bytes);
  } catch (error) {
    throw frameError(error);
  }
}

/** What the front of a frame says. @throws {BrioError} */
export function openFrameHeader(bytes: Uint8Array): FrameHeader {
  try {
    return readFrameHeader(bytes);
  } catch (error) {
    throw frameError(error);
  }
}

/** What the front of a frame says but its entries, which `visit` is given. @throws {BrioError} */
export function visitFrameEntries(bytes: Uint8Array, visit: EntryVisitor): FrameHeader {
  try {
    return visitEntries(bytes, visit);
  } catch (error) {
    throw frameError(error);
  }
}

function frameError(error: unknown): unknown {
  if (!isContainerError(error)) return error;
  const code = error.code === "not-a-frame" ? "not-brio" : error.code;
  return new BrioError(code, error.offset, `not a frame that can be read: ${reasonOf(error)}`, error);
}
