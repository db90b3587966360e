import { assertBytes, integerMistake, isIntegerWithin, rangeMistake, typeMistake } from "./arguments.ts";
import { HASH_FORM, isHash } from "./content-hash.ts";
import { HASHED, parseReference } from "./dictionary-reference.ts";
import {
  CHECK_WIDTHS,
  CODERS,
  type Coder,
  type DictionaryReference,
  type FormatVersion,
  type FrameEntry,
  type FrameFields,
  type FrameSection,
  type FrameTags,
  type MetadataScope,
  NO_ENTRIES,
  NO_SECTIONS,
  NO_TAGS,
  U16_MAX,
} from "./frame.ts";
import * as layout1 from "./v1/layout.ts";
import * as layout2 from "./v2/layout.ts";
import { encodeTags } from "./v2/tags.ts";

/** A writer's fields with every default applied and every field checked, so that writing them cannot fail. */
export interface SettledFields extends Required<Omit<FrameFields, "tags">> {
  /** The id of the built-in dictionary, or `HASHED`; meaningless where `dictionary` is `null`. */
  readonly dictionaryId: number;
  /** The tags are the first of them, in the form that they have there. */
  readonly sections: readonly FrameSection[];
}

/** What differs between the versions in what a writer may say. */
interface Limits {
  readonly coderCount: number;
  readonly builtInCount: number;
  readonly maxContentLength: number;
  readonly maxKind: number;
  readonly maxSections: number;
}

const LIMITS: Readonly<Record<FormatVersion, Limits>> = {
  1: {
    coderCount: layout1.CODER_COUNT,
    builtInCount: layout1.BUILT_IN_COUNT,
    maxContentLength: layout1.MAX_CONTENT_LENGTH,
    maxKind: layout1.SKIP_KIND - 1,
    maxSections: 0,
  },
  2: {
    coderCount: layout2.CODER_COUNT,
    builtInCount: layout2.BUILT_IN_COUNT,
    maxContentLength: layout2.MAX_CONTENT_LENGTH,
    maxKind: 0,
    maxSections: layout2.MAX_SECTION_TYPE + 1,
  },
};

/**
 * @throws {TypeError} a field has the wrong type
 * @throws {RangeError} a field is out of the range of its version
 */
export function settleFields(fields: FrameFields): SettledFields {
  if (typeof fields !== "object" || fields === null) throw typeMistake("fields", "an object", fields);
  const {
    version = 1,
    coder,
    checkBits,
    dictionary = null,
    prior = null,
    signalSet = null,
    contentLength,
    metadata = "none",
    entries = NO_ENTRIES,
    tags = NO_TAGS,
    sections = NO_SECTIONS,
  } = fields;
  if (version !== 1 && version !== 2) throw choiceMistake("version", "number", "1 or 2", version);
  const limits = LIMITS[version];
  const coderField = CODERS.indexOf(coder);
  if (coderField < 0 || coderField >= limits.coderCount) {
    const coders = CODERS.slice(0, limits.coderCount);
    throw choiceMistake("coder", "string", `one of "${coders.join('", "')}"`, coder);
  }
  if (!CHECK_WIDTHS.includes(checkBits)) {
    throw choiceMistake("checkBits", "number", `one of ${CHECK_WIDTHS.join(", ")}`, checkBits);
  }
  if (dictionary !== null && typeof dictionary !== "string") {
    throw typeMistake("dictionary", "null or a string", dictionary);
  }
  const dictionaryId = dictionary === null ? HASHED : parseReference(dictionary, limits.builtInCount);
  assertPrior(prior, coder, dictionary);
  if (!isIntegerWithin(contentLength, 0, limits.maxContentLength)) {
    throw integerMistake("contentLength", contentLength, 0, limits.maxContentLength);
  }
  assertEntries(entries, contentLength, limits.maxKind);
  if (metadata !== "none" && metadata !== "signals" && metadata !== "all") {
    throw choiceMistake("metadata", "string", 'one of "none", "signals", "all"', metadata);
  }
  if (metadata === "none" && entries.length > 0) {
    throw rangeMistake("entries", 'none, metadata being "none"', entries.length);
  }
  assertSignalSet(signalSet, version, metadata);
  assertSections(sections, limits.maxSections);
  return {
    version,
    coder,
    checkBits,
    dictionary,
    dictionaryId,
    prior,
    signalSet,
    contentLength,
    metadata,
    entries,
    sections: withTags(tags, version, sections),
  };
}

/** What to throw for a value that is none of a few: of another type, or of theirs. */
function choiceMistake(argument: string, type: "number" | "string", choices: string, value: unknown): Error {
  return typeof value === type
    ? rangeMistake(argument, choices, value)
    : typeMistake(argument, `a ${type}`, value);
}

function assertPrior(prior: string | null, coder: Coder, dictionary: DictionaryReference): void {
  if (prior === null) return;
  if (typeof prior !== "string") throw typeMistake("prior", "null or a string", prior);
  if (!isHash(prior)) throw rangeMistake("prior", HASH_FORM, prior);
  if (coder !== "model") throw rangeMistake("prior", `null, the coder being "${coder}"`, prior);
  if (dictionary === null) throw rangeMistake("prior", "null, there being no dictionary", prior);
}

function assertSignalSet(signalSet: string | null, version: FormatVersion, metadata: MetadataScope): void {
  if (signalSet === null) return;
  if (typeof signalSet !== "string") throw typeMistake("signalSet", "null or a string", signalSet);
  if (!isHash(signalSet)) throw rangeMistake("signalSet", HASH_FORM, signalSet);
  if (version === 1) throw rangeMistake("signalSet", "null in version 1", signalSet);
  if (metadata === "none") throw rangeMistake("signalSet", 'null, metadata being "none"', signalSet);
}

function assertEntries(entries: readonly FrameEntry[], contentLength: number, maxKind: number): void {
  if (!Array.isArray(entries)) throw typeMistake("entries", "an array", entries);
  let position = 0;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]!;
    if (typeof entry !== "object" || entry === null) throw typeMistake(`entries[${i}]`, "an object", entry);
    if (contentLength === 0) throw rangeMistake("entries", "none, the content being empty", entries.length);
    if (!isIntegerWithin(entry.position, position, contentLength - 1)) {
      throw integerMistake(`entries[${i}].position`, entry.position, position, contentLength - 1);
    }
    if (!isIntegerWithin(entry.kind, 0, maxKind)) {
      throw integerMistake(`entries[${i}].kind`, entry.kind, 0, maxKind);
    }
    if (!isIntegerWithin(entry.value, 0, U16_MAX)) {
      throw integerMistake(`entries[${i}].value`, entry.value, 0, U16_MAX);
    }
    position = entry.position;
  }
}

function assertSections(sections: readonly FrameSection[], maxCount: number): void {
  if (!Array.isArray(sections)) throw typeMistake("sections", "an array", sections);
  if (sections.length > maxCount) throw rangeMistake("sections", "none in version 1", sections.length);
  let minimum = layout2.TAGS_SECTION_TYPE + 1;
  for (let i = 0; i < sections.length; i++) {
    const section = sections[i]!;
    if (typeof section !== "object" || section === null) {
      throw typeMistake(`sections[${i}]`, "an object", section);
    }
    if (!isIntegerWithin(section.type, minimum, layout2.MAX_SECTION_TYPE)) {
      throw integerMistake(`sections[${i}].type`, section.type, minimum, layout2.MAX_SECTION_TYPE);
    }
    assertBytes(`sections[${i}].bytes`, section.bytes);
    minimum = section.type + 1;
  }
}

/** The sections with that of the tags in front of them, where there are any. */
function withTags(
  tags: FrameTags,
  version: FormatVersion,
  sections: readonly FrameSection[],
): readonly FrameSection[] {
  const bytes = encodeTags(tags);
  if (bytes.length === 0) return sections;
  if (version === 1) throw rangeMistake("tags", "none in version 1", Object.keys(tags).length);
  return [{ type: layout2.TAGS_SECTION_TYPE, bytes }, ...sections];
}
