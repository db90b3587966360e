/**
 * The lists of a prior in the memory of a kernel.
 *
 * They are by far the most of a model, some ten megabytes, and no kernel writes into them. So there is one copy: a prior is read in an
 * instance, the first model with the prior takes that instance as its own, and when the instance is let go, the lists leave it for
 * the next one. They lie at the same addresses in all of them. Arrays for the TypeScript kernel are made when somebody asks.
 */
import type { ContextLists } from "../context-lists.ts";
import type { Exports } from "./instance.ts";
import {
  KEY_BITS,
  LIST_SLOT_MASK,
  LIST_SLOT_STRIDE,
  LIST_SLOTS,
  SUCCESSOR_STRIDE,
  SUCCESSORS,
} from "./layout.ts";
import { LISTS_AT } from "./prior-layout.ts";

/** Regions begin at multiples of this: a vector. */
export const ALIGNMENT = 16;

export function aligned(address: number): number {
  return (address + ALIGNMENT - 1) & -ALIGNMENT;
}

/** Where lists are, guides apart, which lie behind them. */
export interface ListRegions {
  readonly groupCount: number;
  readonly slotCount: number;
  readonly listCount: number;
  readonly successorCount: number;
  readonly keyBitsAt: number;
  readonly slotsAt: number;
  readonly successorsAt: number;
  readonly guidesAt: number;
}

export function listRegions(
  groupCount: number,
  slotCount: number,
  listCount: number,
  successorCount: number,
): ListRegions {
  const slotsAt = aligned(LISTS_AT + groupCount);
  const successorsAt = slotsAt + slotCount * LIST_SLOT_STRIDE;
  return {
    groupCount,
    slotCount,
    listCount,
    successorCount,
    keyBitsAt: LISTS_AT,
    slotsAt,
    successorsAt,
    guidesAt: aligned(successorsAt + successorCount * SUCCESSOR_STRIDE),
  };
}

/** What the directory says of lists. */
export function listDirectory({
  slotCount,
  keyBitsAt,
  slotsAt,
  successorsAt,
}: ListRegions): readonly (readonly [offset: number, value: number])[] {
  return [
    [KEY_BITS, keyBitsAt],
    [LIST_SLOTS, slotsAt],
    [SUCCESSORS, successorsAt],
    [LIST_SLOT_MASK, slotCount - 1],
  ];
}

/** Lists that were read into a memory. */
export interface ListImage {
  readonly module: WebAssembly.Module;
  readonly regions: ListRegions;
  /** Where the last guide ends. */
  readonly end: number;
  /** The instance that has them, and whether a model has it as its own. */
  exports: Exports | undefined;
  isTaken: boolean;
  /** The lists alone, where no instance has them. */
  bytes: Uint8Array | undefined;
}

const images: WeakMap<ContextLists, ListImage> = /* @__PURE__ */ new WeakMap();

/** The image of lists that were read into a memory; of others there is none. */
export function imageOf(lists: ContextLists): ListImage | undefined {
  return images.get(lists);
}

/** Lists whose arrays are made of the image when first needed. */
export function listsOf(image: ListImage, groupsPerContext: number): ContextLists {
  let arrays: ListArrays | undefined;
  const unpacked = (): ListArrays => {
    arrays ??= unpack(image);
    return arrays;
  };
  const lists: ContextLists = {
    groupsPerContext,
    get keyBits() {
      return unpacked().keyBits;
    },
    get keys() {
      return unpacked().keys;
    },
    get numbers() {
      return unpacked().numbers;
    },
    get starts() {
      return unpacked().starts;
    },
    get escapes() {
      return unpacked().escapes;
    },
    get leaves() {
      return unpacked().leaves;
    },
    get sums() {
      return unpacked().sums;
    },
  };
  images.set(lists, image);
  return lists;
}

/** An instance with the lists of the image, for a model of its own; its memory ends somewhere behind them. */
export function takeInstance(image: ListImage, module: WebAssembly.Module): Exports {
  if (image.exports !== undefined && !image.isTaken && image.module === module) {
    image.isTaken = true;
    return image.exports;
  }
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  const bytes = bytesOf(image);
  growTo(exports.memory, LISTS_AT + bytes.length);
  new Uint8Array(exports.memory.buffer).set(bytes, LISTS_AT);
  if (image.exports === undefined) {
    image.exports = exports;
    image.isTaken = true;
    image.bytes = undefined;
  }
  return exports;
}

/** Has the lists outlive an instance that nobody needs any more. */
export function leaveInstance(lists: ContextLists, exports: Exports): void {
  const image = images.get(lists);
  if (image?.exports !== exports) return;
  image.bytes = bytesOf(image).slice();
  image.exports = undefined;
}

function bytesOf({ exports, bytes, end }: ListImage): Uint8Array {
  return bytes ?? new Uint8Array((exports as Exports).memory.buffer, LISTS_AT, end - LISTS_AT);
}

type ListArrays = Omit<ContextLists, "groupsPerContext">;

function unpack(image: ListImage): ListArrays {
  const { groupCount, slotCount, listCount, successorCount, ...at } = image.regions;
  const { buffer, byteOffset } = bytesOf(image);
  const from = byteOffset - LISTS_AT;
  const slots = new Uint32Array(buffer, from + at.slotsAt, (LIST_SLOT_STRIDE / 4) * slotCount);
  const successors = new Uint16Array(buffer, from + at.successorsAt, 2 * successorCount);
  const fieldOf = (field: number): Uint32Array =>
    picked(new Uint32Array(slotCount), slots, field, LIST_SLOT_STRIDE / 4);
  const keys = fieldOf(0);
  const firsts = fieldOf(1).map((address) => (address - at.successorsAt) / SUCCESSOR_STRIDE);
  const slotEscapes = fieldOf(2);
  // Lists are numbered in the order of their successors.
  const inUse = [...keys.keys()].filter((slot) => keys[slot] !== 0).sort((a, b) => firsts[a] - firsts[b]);
  const numbers = new Uint32Array(slotCount);
  inUse.forEach((slot, list) => {
    numbers[slot] = list;
  });
  return {
    keyBits: new Uint8Array(buffer, from + at.keyBitsAt, groupCount).slice(),
    keys,
    numbers,
    starts: Uint32Array.from({ length: listCount + 1 }, (_, list) =>
      list < listCount ? firsts[inUse[list]] : successorCount,
    ),
    escapes: Uint32Array.from(inUse, (slot) => slotEscapes[slot]),
    leaves: picked(new Uint16Array(successorCount), successors, 0, SUCCESSOR_STRIDE / 2),
    sums: picked(new Uint16Array(successorCount), successors, 1, SUCCESSOR_STRIDE / 2),
  };
}

/** Fills an array with one field of records of `stride` numbers. */
function picked<Numbers extends Uint16Array | Uint32Array>(
  target: Numbers,
  records: Numbers,
  field: number,
  stride: number,
): Numbers {
  for (let i = 0; i < target.length; i++) target[i] = records[stride * i + field];
  return target;
}

const PAGE_BYTES = 65536;

/** @throws {RangeError} the engine has no more */
export function growTo(memory: WebAssembly.Memory, byteLength: number): void {
  const missing = byteLength - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
}
