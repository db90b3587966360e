/** Sections 14 and 15 of SPEC.md, and section 8 of that of brio-rans: streams and what a decoder rejects. Every decision is kept. */
import type { Model } from "../src/model.ts";
import { type Prediction, type ReferencePredictor, referencePredictor } from "./reference-predictor.ts";
import type { Branch } from "./reference-tree.ts";

/** A decision; that about the profile has neither branch nor prediction. */
export interface Step {
  readonly lane: number;
  readonly branch: Branch | undefined;
  readonly prediction: Prediction | undefined;
  readonly coded: number;
  readonly bit: number;
  readonly state: number;
  readonly bytes: readonly number[];
  readonly next: number;
}

export interface ReferenceDecoding {
  readonly status: "decoded" | "truncated" | "corrupt";
  readonly position: number;
  readonly seeds: readonly number[];
  readonly content: Uint8Array;
  readonly steps: readonly Step[];
}

const BLOCK_SYMBOLS = 65536;

export function referenceDecode(
  model: Model,
  payload: Uint8Array,
  contentLength: number,
  laneCount: 1 | 2,
): ReferenceDecoding {
  const { bytes, offsets } = model.alphabet;
  const content: number[] = [];
  const steps: Step[] = [];
  let predictor: ReferencePredictor | undefined;
  let position = 0;
  let isMissing = false;
  let turn = 0;
  let states: number[] = [];

  const outcome = (
    status: ReferenceDecoding["status"],
    at: number,
    seeds: readonly number[] = [],
  ): ReferenceDecoding => ({ status, position: at, seeds, content: Uint8Array.from(content), steps });

  const take = (coded: number, branch?: Branch, prediction?: Prediction): number => {
    const lane = turn++ % laneCount;
    const state = states[lane]!;
    const slot = state % 32768;
    const bit = Number(slot >= 32768 - coded);
    const high = Math.floor(state / 32768);
    let next = bit === 1 ? coded * high + slot - (32768 - coded) : (32768 - coded) * high + slot;
    const taken: number[] = [];
    while (next < 65536) {
      if (position === payload.length) isMissing = true;
      const byte = position < payload.length ? payload[position++]! : 0;
      taken.push(byte);
      next = 256 * next + byte;
    }
    states[lane] = next;
    steps.push({ lane, branch, prediction, coded, bit, state, bytes: taken, next });
    return bit;
  };

  for (;;) {
    if (payload.length - position < 3 * laneCount) return outcome("truncated", payload.length);
    states = [];
    turn = 0;
    for (let lane = 0; lane < laneCount; lane++) {
      const [low, middle, high] = payload.subarray(position + 3 * lane);
      states.push(low! + 256 * middle! + 65536 * high!);
    }
    const tooSmall = states.findIndex((state) => state < 65536);
    if (tooSmall >= 0) return outcome("corrupt", position + 3 * tooSmall);
    position += 3 * laneCount;
    predictor ??= referencePredictor(model, take(4096) as 0 | 1, contentLength);

    for (let count = 0; count < BLOCK_SYMBOLS && content.length < contentLength; count++) {
      predictor.openSymbol();
      let tree = predictor.root;
      while (!("leaf" in tree)) {
        const prediction = predictor.predict(tree);
        const bit = take(prediction.coded, tree, prediction);
        predictor.learn(bit);
        tree = bit === 1 ? tree.one : tree.zero;
      }
      if (isMissing) return outcome("truncated", payload.length);
      const symbol = bytes.subarray(offsets[tree.leaf], offsets[tree.leaf + 1]);
      if (content.length + symbol.length > contentLength) return outcome("corrupt", position);
      content.push(...symbol);
      predictor.closeSymbol(tree.leaf);
    }
    const isLast = content.length === contentLength;
    const seeds = states.map((state) => state - 65536);
    if (seeds.some((seed) => seed >= (isLast ? 65536 : 1))) return outcome("corrupt", position);
    if (isLast) return outcome("decoded", position, seeds);
  }
}
