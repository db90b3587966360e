import { noise, utf8 } from "brio-test-support";
import {
  type CheckBits,
  type Coder,
  type FrameEntry,
  type FrameFields,
  type FrameSection,
  type FrameTags,
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
/** Of types with which no flipped bit nor changed byte of a stored frame passes its check, as about one in 2^16 does. */
const someSections: readonly FrameSection[] = [
  { type: 4, bytes: utf8("tag") },
  { type: 300, bytes: new Uint8Array(0) },
];

/** One of most kinds, in the order of a frame. */
const someTags: FrameTags = {
  role: "assistant",
  turn: 300,
  session: "01234567-89ab-cdef-0123-456789abcdef",
  bias: -0.5,
  note: "né",
  ok: true,
};

const aPrior = "0f1e2d3c4b5a6978";
const aSignalSet = "a1b2c3d4e5f60718";

/** A signal set, tags, and both in front of sections. */
const extensions: readonly Pick<Required<FrameFields>, "signalSet" | "tags" | "sections">[] = [
  { signalSet: aSignalSet, tags: {}, sections: [] },
  { signalSet: null, tags: someTags, sections: [] },
  { signalSet: aSignalSet, tags: someTags, sections: someSections },
];

function sample(fields: Required<FrameFields>, payload: Uint8Array): Sample {
  const { coder, checkBits, dictionary, prior, signalSet, contentLength, metadata, entries, tags, sections } =
    fields;
  const name = `${coder}, check ${checkBits}, dictionary ${dictionary}, prior ${prior}, signal set ${signalSet}, ${contentLength} bytes, metadata ${metadata}, ${entries.length} entries, ${Object.keys(tags).length} tags, ${sections.length} sections`;
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

/** Every dictionary, and of a model with one a prior too. */
function namesOf(coder: Coder): Pick<Required<FrameFields>, "dictionary" | "prior">[] {
  return dictionaries.flatMap((dictionary) => {
    const priors = coder === "model" && dictionary !== null ? [null, aPrior] : [null];
    return priors.map((prior) => ({ dictionary, prior }));
  });
}

function shapes(coder: Coder, checkBits: CheckBits): Sample[] {
  const samples: Sample[] = [];
  for (const named of namesOf(coder)) {
    for (const content of contents) {
      for (const some of metadataOf(content.length)) {
        for (const sections of [[], someSections]) {
          const fields = {
            version: 2,
            coder,
            checkBits,
            ...named,
            signalSet: null,
            contentLength: content.length,
            ...some,
            tags: {},
            sections,
          } as const;
          samples.push(sample(fields, coder === "stored" ? content : noise(12, 7)));
        }
      }
    }
  }
  return samples;
}

/** What else there may be, with and without all that comes in front of it in a header. */
function extendedShapes(coder: Coder, checkBits: CheckBits): Sample[] {
  const named = [namesOf(coder)[0]!, namesOf(coder).at(-1)!];
  const content = contents[1]!;
  return named.flatMap((names) =>
    extensions.map((extension) => {
      const metadata = metadataOf(content.length).at(names.dictionary === null ? 1 : -1)!;
      const fields = { version: 2, coder, checkBits, contentLength: content.length } as const;
      const payload = coder === "stored" ? content : noise(12, 7);
      return sample({ ...fields, ...names, ...metadata, ...extension }, payload);
    }),
  );
}

const widths: readonly CheckBits[] = [0, 16, 32];

/** Whether SPEC.md section 3 has the frame begin with a brief header. */
export function hasBriefHeader(fields: Required<FrameFields>): boolean {
  const { coder, checkBits, dictionary, prior, signalSet, contentLength, metadata, entries, tags, sections } =
    fields;
  if (checkBits !== 16 || contentLength < 1 || contentLength > 224) return false;
  if (dictionary !== "built-in" || metadata !== "signals" || prior !== null || signalSet !== null)
    return false;
  if (Object.keys(tags).length > 0 || sections.length > 0) return false;
  return coder === "stored" ? entries.length === 0 : coder !== "bytes";
}

/** Brief headers: the first and the last length there are for one, and those round the step from FF to 00. */
function briefShapes(coder: Coder, entries: readonly FrameEntry[] = []): Sample[] {
  return [1, 208, 209, 224].map((contentLength) => {
    const fields = {
      version: 2,
      coder,
      checkBits: 16,
      dictionary: "built-in",
      prior: null,
      signalSet: null,
      contentLength,
      metadata: "signals",
      entries,
      tags: {},
      sections: [],
    } as const;
    // A seed with which no flipped bit of a stored one passes the check, as about one in 2^16 does.
    return sample(fields, noise(coder === "stored" ? contentLength : 12, 1 + contentLength));
  });
}

export const storedSamples: readonly Sample[] = [
  ...widths.flatMap((width) => shapes("stored", width)),
  ...briefShapes("stored"),
  // Of 16 bits the changes of one byte that are tried below are so many that one would pass.
  ...extendedShapes("stored", 32),
  ...extendedShapes("stored", 0),
];
export const coderSamples: readonly Sample[] = [
  ...shapes("tokens", 16),
  ...shapes("model", 0),
  ...shapes("bytes", 32),
  ...briefShapes("tokens"),
  ...briefShapes("tokens", [{ position: 0, kind: 0, value: 300 }]),
  ...briefShapes("model"),
  ...briefShapes("model", [{ position: 0, kind: 0, value: 17 }]),
  ...extendedShapes("tokens", 32),
  ...extendedShapes("model", 16),
];

/** Whether a frame is stored without its length, up to the end of the bytes. */
export function isToEnd({ frame }: Sample): boolean {
  return frame[0] === 0xb1 && frame[1] === 0x2c;
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
