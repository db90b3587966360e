/**
 * Reading a prior into the memory of an instance, where it stays: assembly/prior does the work. What it needs besides lies behind the
 * lists, where guides and the rest of a model come later.
 */
import type { Alphabet } from "../alphabet.ts";
import { keepCodeTree } from "../code-tree.ts";
import { CONTEXT_NAMES } from "../contexts.ts";
import { fillTables } from "../fixed-point.ts";
import type { PriorContent } from "../kernel.ts";
import type { TrainedProfile } from "../model.ts";
import { HEADER_BYTES, LANES } from "../prior/format.ts";
import { slotCountOf } from "../prior/list-columns.ts";
import { ARRAYS, originOf } from "../prior/parameters.ts";
import type { PriorHeader } from "../prior/read-header.ts";
import type { Profile } from "../profile.ts";
import type { Exports } from "./instance.ts";
import * as layout from "./layout.ts";
import { listDirectory, listRegions, listsOf } from "./list-image.ts";
import { placeGuides } from "./place-lists.ts";
import * as reading from "./prior-layout.ts";
import { buildTreeOf, placeAlphabet } from "./read-alphabet.ts";
import { type Workspace, workspaceFrom } from "./workspace.ts";

/** Columns begin at multiples of so many symbols; 16 columns of escapes, or 256 of ranks, lie one behind the other. */
const COLUMN_ALIGNMENT = 16;
const ESCAPE_COLUMNS = 16;
/** So many lists are entered by a call. */
const LISTS_AT_A_TIME = 4096;
/** Zeros behind the file, for reads beyond its end. */
const FILE_PADDING = 64;

/** {@link ModelKernel.readPayload} */
export function readWithInstance(
  module: WebAssembly.Module,
  file: Uint8Array,
  header: PriorHeader,
  alphabet: Alphabet,
): PriorContent | undefined {
  // A decoder of rANS would not be made for these.
  const payloadLength = file.length - HEADER_BYTES;
  if (payloadLength < 4 * LANES || payloadLength % 2 !== 0) return undefined;
  const { profiles, listCount, successorCount } = header;
  const classCount = alphabet.classWeights.length;
  const groupCount = CONTEXT_NAMES.length * (classCount + 1);
  const regions = listRegions(groupCount, slotCountOf(listCount), listCount, successorCount);
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  const workspace = workspaceFrom(exports, regions.guidesAt);
  const { put, take, tell, ask } = workspace;
  const fileAt = put(file);
  take(FILE_PADDING);
  const { hash, classesAt } = placeAlphabet(workspace, alphabet);
  if (hash !== header.alphabetHash) return undefined;
  tell([
    [reading.PAYLOAD, fileAt + HEADER_BYTES],
    [reading.PAYLOAD_END, fileAt + file.length],
    [reading.LIST_COUNT, listCount],
    [reading.SUCCESSOR_COUNT, successorCount],
    [reading.CONTEXT_MASK, maskOf(profiles)],
    [reading.GROUP_COUNT, groupCount],
    [reading.GROUP_STARTS, take(4 * (groupCount + 1))],
    [reading.LIST_RECORDS, take(reading.LIST_RECORD_STRIDE * (listCount + 1))],
    [reading.LEVELS, take(successorCount)],
    [reading.CLASSES, take(successorCount)],
    [reading.RANKS, take(successorCount + classCount * COLUMN_ALIGNMENT)],
  ]);
  const words = new Uint32Array(exports.memory.buffer);
  for (const [offset, value] of [...listDirectory(regions), [layout.CLASS_COUNT, classCount]] as const)
    words[(layout.DIRECTORY_AT + offset) / 4] = value;
  if (!exports.openPrior()) return undefined;

  fillTables();
  const tree = keepCodeTree(alphabet, buildTreeOf(workspace, alphabet));
  const [smallest, fastest] = profiles.map(
    (profile): TrainedProfile => ({ profile, parameters: originOf(alphabet, tree, profile) }),
  );
  const arrays = [smallest, fastest].flatMap(({ parameters }) => ARRAYS.map(([name]) => parameters[name]));
  const longest = Math.max(listCount, groupCount, ...arrays.map(({ length }) => length));
  tell([
    [reading.NUMBERS, take(4 * longest)],
    [reading.COLUMN, take(longest + successorCount + ESCAPE_COLUMNS * COLUMN_ALIGNMENT)],
  ]);
  if (!arrays.every((values) => takeParameters(workspace, values)) || !exports.takeLists()) return undefined;
  for (let list = 0; list < listCount; list += LISTS_AT_A_TIME) {
    if (!exports.enterLists(list, Math.min(list + LISTS_AT_A_TIME, listCount))) return undefined;
  }
  if (exports.isCrowded()) return undefined;
  const id = BigInt.asUintN(64, exports.contentId(fileAt, file.length)).toString(16).padStart(16, "0");
  const end = placeGuides(exports, regions, alphabet, ask(reading.TREE_SYMBOLS), classesAt);
  const image = { module, regions, end, exports, isTaken: false, bytes: undefined };
  return { id, lists: listsOf(image, classCount + 1), profiles: [smallest, fastest] };
}

/** A bit for each context that any of the profiles uses. */
function maskOf(profiles: readonly Profile[]): number {
  return profiles.flatMap(({ contexts }) => contexts).reduce((mask, context) => mask | (1 << context), 0);
}

/** Adds the next column of the file to parameters. False: no writer makes this. */
function takeParameters({ exports, put }: Workspace, values: Int16Array | Uint16Array): boolean {
  const isSigned = values instanceof Int16Array;
  const at = put(new Uint16Array(values.buffer, values.byteOffset, values.length));
  if (!exports.takeParameters(at, values.length, Number(isSigned))) return false;
  values.set(new (isSigned ? Int16Array : Uint16Array)(exports.memory.buffer, at, values.length));
  return true;
}
