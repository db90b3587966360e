import { noise, utf8 } from "brio-test-support";
import {
  type CheckBits,
  type Coder,
  type FrameFields,
  type FrameSection,
  readFrame,
  writeFrame,
} from "../../src/index.ts";

/** Frames of every shape of version 2, small enough to try every bit and every length of each. */
export interface Sample {
  readonly name: string;
  readonly fields: Required<FrameFields>;
  readonly payload: Uint8Array;
  readonly frame: Uint8Array;
}

const dictionaries = [null, "built-in", "built-in:7", "00ff10ef20df30cf"];
const contents = [utf8(""), utf8("Hi"), noise(50)];
const someSections: readonly FrameSection[] = [
  { type: 0, bytes: utf8("tag") },
  { type: 300, bytes: new Uint8Array(0) },
];

function sample(fields: Required<FrameFields>, payload: Uint8Array): Sample {
  const { coder, checkBits, dictionary, contentLength, metadata, entries, sections } = fields;
  const name = `${coder}, check ${checkBits}, dictionary ${dictionary}, ${contentLength} bytes, metadata ${metadata}, ${entries.length} entries, ${sections.length} sections`;
  return { name, fields, payload, frame: writeFrame({ ...fields, payload }) };
}

/** Every scope, without entries and, where the content has room for them, with some. */
function metadataOf(contentLength: number): Pick<Required<FrameFields>, "metadata" | "entries">[] {
  const last = contentLength - 1;
  const entries = [
    { position: 0, kind: 0, value: 513 },
    { position: last, kind: 0, value: 65535 },
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

function shapes(coder: Coder, checkBits: CheckBits): Sample[] {
  const samples: Sample[] = [];
  for (const dictionary of dictionaries) {
    for (const content of contents) {
      for (const some of metadataOf(content.length)) {
        for (const sections of [[], someSections]) {
          const fields = {
            version: 2,
            coder,
            checkBits,
            dictionary,
            contentLength: content.length,
            ...some,
            sections,
          } as const;
          samples.push(sample(fields, coder === "stored" ? content : noise(12, 7)));
        }
      }
    }
  }
  return samples;
}

const widths: readonly CheckBits[] = [0, 16, 32];

/** Short headers: the first and the last length there are for one, and the first whose byte is below 80. */
function shortShapes(coder: Coder): Sample[] {
  return [32, 128, 255].map((contentLength) => {
    const fields = {
      version: 2,
      coder,
      checkBits: 16,
      dictionary: "built-in",
      contentLength,
      metadata: "signals",
      entries: [],
      sections: [],
    } as const;
    return sample(fields, noise(coder === "stored" ? contentLength : 12, contentLength));
  });
}

export const storedSamples: readonly Sample[] = [
  ...widths.flatMap((width) => shapes("stored", width)),
  ...shortShapes("stored"),
];
export const coderSamples: readonly Sample[] = [
  ...shapes("tokens", 16),
  ...shapes("model", 0),
  ...shortShapes("tokens"),
  ...shortShapes("model"),
];

/** Whether a frame is stored without its length, up to the end of the bytes. */
export function isToEnd({ frame }: Sample): boolean {
  return frame[1] === 0x23;
}

/**
 * The lengths of the frames that bytes hold one behind the other; one of another coder than stored takes all that
 * is left.
 */
export function frameLengths(bytes: Uint8Array): number[] {
  const lengths: number[] = [];
  for (let at = 0; at < bytes.length; at += lengths.at(-1)!) {
    const { payloadOffset, payload } = readFrame(bytes.subarray(at));
    lengths.push(payloadOffset + payload.length);
  }
  return lengths;
}
