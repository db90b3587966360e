import { noise, utf8 } from "brio-test-support";
import { type CheckBits, type FrameFields, writeFrame } from "../../src/index.ts";

/** Frames of every shape, small enough to try every bit and every length of each. */
export interface Sample {
  readonly name: string;
  readonly fields: FrameFields;
  readonly payload: Uint8Array;
  readonly frame: Uint8Array;
}

const dictionaries = [null, "built-in", "00ff10ef20df30cf"];
const contents = [utf8(""), utf8("Hi"), noise(50)];

function sample(fields: FrameFields, payload: Uint8Array): Sample {
  const { coder, checkBits, dictionary, contentLength, metadata, entries } = fields;
  const name = `${coder}, check ${checkBits}, dictionary ${dictionary}, ${contentLength} bytes, metadata ${metadata}, ${entries!.length} entries`;
  return { name, fields, payload, frame: writeFrame({ ...fields, payload }) };
}

/** Every scope, without entries and, where the content has room for them, with some. */
function metadataOf(contentLength: number): Required<Pick<FrameFields, "metadata" | "entries">>[] {
  const last = contentLength - 1;
  const entries = [
    { position: 0, kind: 3, value: 513 },
    { position: last, kind: 254, value: 65535 },
    { position: last, kind: 0, value: 0 },
  ];
  return [
    { metadata: "none", entries: [] },
    ...(["signals", "all"] as const).flatMap((metadata) => [
      { metadata, entries: [] },
      ...(contentLength === 0 ? [] : [{ metadata, entries }]),
    ]),
  ];
}

function shapes(coder: "stored" | "tokens", checkBits: CheckBits): Sample[] {
  const samples: Sample[] = [];
  for (const dictionary of dictionaries) {
    for (const content of contents) {
      for (const some of metadataOf(content.length)) {
        const fields = { coder, checkBits, dictionary, contentLength: content.length, ...some };
        samples.push(sample(fields, coder === "stored" ? content : noise(12, 7)));
      }
    }
  }
  return samples;
}

const widths: readonly CheckBits[] = [0, 16, 32];

export const storedSamples: readonly Sample[] = widths.flatMap((width) => shapes("stored", width));
export const tokenSamples: readonly Sample[] = widths.flatMap((width) => shapes("tokens", width));
