/** The header of a prior's file, SPEC-PRIOR section 2. */
import { CONTEXT_NAMES } from "../contexts.ts";
import { ModelError } from "../errors.ts";
import type { Profile } from "../profile.ts";
import {
  ALPHABET_AT,
  DICTIONARY_AT,
  HEADER_BYTES,
  LISTS_AT,
  MAGIC,
  MAX_LISTS,
  MAX_SUCCESSORS,
  PROFILE_BYTES,
  PROFILE_RANGES,
  PROFILES_AT,
  SUCCESSORS_AT,
  VERSION,
  VERSION_AT,
} from "./format.ts";

export interface PriorHeader {
  readonly dictionaryId: string;
  readonly alphabetHash: number;
  /** Within the limits of a prior. */
  readonly listCount: number;
  readonly successorCount: number;
  readonly profiles: readonly [Profile, Profile];
}

/** @throws {ModelError} `unsupported-version`, `truncated` or `corrupt` */
export function readHeader(bytes: Uint8Array): PriorHeader {
  MAGIC.forEach((byte, at) => {
    if (at < bytes.length && bytes[at] !== byte) throw new ModelError("corrupt", at, "not a prior");
  });
  if (bytes.length > VERSION_AT && bytes[VERSION_AT] !== VERSION) {
    throw new ModelError(
      "unsupported-version",
      VERSION_AT,
      `expected version ${VERSION}, got ${bytes[VERSION_AT]}`,
    );
  }
  if (bytes.length < HEADER_BYTES)
    throw new ModelError("truncated", bytes.length, "prior ends within its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const profiles = [readProfile(view, PROFILES_AT), readProfile(view, PROFILES_AT + PROFILE_BYTES)] as const;
  return {
    dictionaryId: Array.from(bytes.subarray(DICTIONARY_AT, ALPHABET_AT), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join(""),
    alphabetHash: view.getUint32(ALPHABET_AT, true),
    listCount: limited(view, LISTS_AT, MAX_LISTS),
    successorCount: limited(view, SUCCESSORS_AT, MAX_SUCCESSORS),
    profiles,
  };
}

function limited(view: DataView, at: number, limit: number): number {
  const count = view.getUint32(at, true);
  if (count > limit) throw new ModelError("corrupt", at, `expected at most ${limit}, got ${count}`);
  return count;
}

function readProfile(view: DataView, at: number): Profile {
  const mask = view.getUint16(at, true);
  if (mask === 0 || mask >>> CONTEXT_NAMES.length !== 0)
    throw new ModelError("corrupt", at, "profile has contexts that there are not");
  const profile: Profile = {
    contexts: [...CONTEXT_NAMES.keys()].filter((context) => (mask >>> context) & 1),
    matchLength: view.getUint8(at + 2),
    maxGroupBits: view.getUint8(at + 3),
    maxWindowBits: view.getUint8(at + 4),
    learningRate: view.getUint16(at + 5, true),
    finalLearningRate: view.getUint16(at + 7, true),
  };
  for (const [name, [least, most]] of Object.entries(PROFILE_RANGES)) {
    const value = profile[name as keyof typeof PROFILE_RANGES];
    if (value < least || value > most)
      throw new ModelError("corrupt", at, `expected ${name} of ${least} … ${most}, got ${value}`);
  }
  return profile;
}
