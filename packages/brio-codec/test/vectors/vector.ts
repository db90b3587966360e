/** What a vector is, of either version. */
import { readFrameHeader } from "brio-container";
import { concat, fromHex, toHex, utf8 } from "brio-test-support";

/** Content as a list of pieces: UTF-8 text or hex digits, and how often. */
export type Content = readonly { readonly text?: string; readonly hex?: string; readonly times?: number }[];

/** The dictionary that a frame needs is `null`, `"built-in"`, or one by its name here, which README.md explains. */
export interface ValidVector {
  readonly description: string;
  readonly dictionary: string | null;
  readonly header: string;
  readonly payload: string;
  readonly content: Content;
  /** What its metadata says, where that is what the vector is for. */
  readonly metadata?: VectorMetadata;
}

export interface VectorMetadata {
  /** What is to be defined for a reader that has the set which the frame names. */
  readonly signals?: readonly { readonly id: number; readonly category: string; readonly phrase: string }[];
  readonly signalSet: string | null;
  readonly events: readonly object[];
  readonly tags: Readonly<Record<string, string | number | boolean>>;
}

export interface InvalidVector {
  readonly description: string;
  readonly dictionary: string | null;
  readonly frame: string;
  /** Code of the error of `decompress`. */
  readonly code: string;
}

/** An invalid vector in the making. */
export interface BadFrame {
  readonly code: string;
  readonly description: string;
  readonly frame: Uint8Array;
  readonly dictionary?: string | null;
  /** Offset that `decompress` states; without one, how much of the payload was read by then. */
  readonly offset?: number;
}

export function bytesOf(content: Content): Uint8Array {
  return concat(
    content.map(({ text = "", hex = "", times = 1 }) => {
      const piece = hex === "" ? utf8(text) : fromHex(hex);
      const bytes = new Uint8Array(piece.length * times);
      for (let i = 0; i < times; i++) bytes.set(piece, i * piece.length);
      return bytes;
    }),
  );
}

export function valid(description: string, dictionary: string | null, content: Content, frame: Uint8Array): ValidVector {
  const { payloadOffset } = readFrameHeader(frame);
  const header = toHex(frame.subarray(0, payloadOffset));
  return { description, dictionary, header, payload: toHex(frame.subarray(payloadOffset)), content };
}

export function invalid(badFrames: Readonly<Record<string, BadFrame>>): Map<string, InvalidVector> {
  return new Map(
    Object.entries(badFrames).map(([name, { code, description, frame, dictionary = null }]) => [
      name,
      { description, dictionary, frame: toHex(frame), code },
    ]),
  );
}

export function changed(frame: Uint8Array, at: number, value: number): Uint8Array {
  const copy = frame.slice();
  copy[at] = value;
  return copy;
}
