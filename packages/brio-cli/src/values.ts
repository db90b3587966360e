/** Parsers for the values of options. What they reject is a usage error that names the option. */
import { type CompressOptions, compress, type Level } from "brio-codec";
import { InvalidArgumentError } from "commander";
import { PEER_FAMILIES, type Peer } from "./bench/peers.ts";
import { UsageError } from "./failure.ts";
import { safeJson } from "./report/json.ts";

export const LEVELS: readonly Level[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export const DEFAULT_LEVEL: Level = 6;

/**
 * The largest input, and the default of `--max-output`, in bytes: a frame holds its content whole, and Node.js
 * reads no file of 2 GiB at once.
 */
export const MAX_BYTES: number = 2 ** 31 - 1;

export function parseLevel(text: string): Level {
  const level = LEVELS.find((candidate) => String(candidate) === text);
  if (level === undefined) throw new InvalidArgumentError("Levels are 1 to 9.");
  return level;
}

/** `"1,6,9"`: levels in the order given, each once. */
export function parseLevelList(text: string): Level[] {
  return [...new Set(text.split(",").map(parseLevel))];
}

/** `"gzip,brotli:5"`: compressors in the order given, each setting once. */
export function parsePeerList(text: string): Peer[] {
  const peers = text.split(",").map(parsePeer);
  return peers.filter(
    ({ family, quality }, index) =>
      peers.findIndex((peer) => peer.family === family && peer.quality === quality) === index,
  );
}

/** `"brotli:5"`, or `"brotli"` at its preset. */
function parsePeer(text: string): Peer {
  const [, name = "", digits] = /^([a-z]+)(?::(\d{1,2}))?$/.exec(text) ?? [];
  const family = PEER_FAMILIES.get(name);
  if (family === undefined) {
    const names = [...PEER_FAMILIES.keys()].join(", ");
    throw new InvalidArgumentError(`Expected a list of ${names} (what this Node.js has), such as brotli:5.`);
  }
  const quality = digits === undefined ? family.preset : Number(digits);
  if (quality < family.least || quality > family.most) {
    throw new InvalidArgumentError(`Qualities of ${name} are ${family.least} to ${family.most}.`);
  }
  return { family: name, quality };
}

/** `"64KiB"`, `"1 MiB"`, `"500000"`: a number of bytes, at most {@link MAX_BYTES}. */
export function parseByteCount(text: string): number {
  const match = /^(\d+) ?(KiB|MiB|GiB)?$/i.exec(text);
  if (match === null)
    throw new InvalidArgumentError("Expected a number of bytes, such as 500000, 64KiB or 1GiB.");
  const unit = { kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 }[match[2]?.toLowerCase() ?? ""] ?? 1;
  const bytes = Number(match[1]) * unit;
  if (bytes > MAX_BYTES) throw new InvalidArgumentError(`At most ${MAX_BYTES} bytes (2 GiB - 1).`);
  return bytes;
}

/** What an application says of a content. */
export type Tags = NonNullable<CompressOptions["tags"]>;

/** `"role=assistant"`, to join the tags that were given before it. */
export function parseTag(text: string, previous: Tags = {}): Tags {
  const end = text.indexOf("=");
  if (end === -1) throw new InvalidArgumentError("Expected name=value, such as role=assistant.");
  const name = text.slice(0, end);
  // Not the whole argument, as Commander would show it: a value may be long.
  const tag = `--tag ${safeJson(name.slice(0, 40))}`;
  if (Object.hasOwn(previous, name)) throw new UsageError(`${tag} is given twice`);
  const tags = { ...previous, [name]: parseTagValue(text.slice(end + 1)) };
  try {
    // What a frame can have is for the library to say, and nothing is to be read before that is clear.
    compress("", { level: 1, dictionary: null, tags });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${tag}: ${error.message}`);
    throw error;
  }
  return tags;
}

/** A whole number below 2^53 as it is usually written, `true`, `false`, or else text. */
function parseTagValue(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : text;
}

/** How many times a measurement is repeated: 1 to 1000. */
export function parseRounds(text: string): number {
  const rounds = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (rounds < 1 || rounds > 1000) throw new InvalidArgumentError("Rounds are 1 to 1000.");
  return rounds;
}

/** A dictionary has at most 32,768 phrases; the signals of the built-in one, 250, are always among them. */
const MAX_PHRASES = 32_000;

/** How many phrases to choose: 1 to {@link MAX_PHRASES}. */
export function parsePhraseCount(text: string): number {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MAX_PHRASES) throw new InvalidArgumentError(`Phrases are 1 to ${MAX_PHRASES}.`);
  return count;
}

/** The library makes no smaller priors: what is not lists takes up to 60 kB. */
const LEAST_PRIOR_BYTES = 65_536;

/** How large a prior may be: a number of bytes from {@link LEAST_PRIOR_BYTES} on. */
export function parsePriorBytes(text: string): number {
  const bytes = parseByteCount(text);
  if (bytes < LEAST_PRIOR_BYTES)
    throw new InvalidArgumentError(`At least ${LEAST_PRIOR_BYTES} bytes (64 KiB).`);
  return bytes;
}
