import { encodeBinaryRans } from "brio-rans";
import { blocksOf, joined } from "../blocks.ts";
import { PROFILE_PROBABILITY } from "../format.ts";
import type { EncodeJob } from "../kernel.ts";
import type { Model } from "../model.ts";
import { closeSymbol, createPredictor, openSymbol, type Predictor, predict, update } from "./predictor.ts";

/** The decisions of a block, and what was predicted of them: rANS codes them backwards. */
interface Decisions {
  bits: Uint8Array;
  probabilities: Uint16Array;
  count: number;
}

const FIRST_CAPACITY = 4096;

/** {@link ModelKernel.encodeContent} */
export function encodeContent(model: Model, job: EncodeJob): Uint8Array {
  const predictor = createPredictor(model, model.profiles[job.profile], job.contentLength);
  const decisions = {
    bits: new Uint8Array(FIRST_CAPACITY),
    probabilities: new Uint16Array(FIRST_CAPACITY),
    count: 0,
  };
  note(decisions, job.profile, PROFILE_PROBABILITY);
  const streams = blocksOf(job.symbols).map((symbols, block, { length }) => {
    for (const symbol of symbols) codeSymbol(predictor, symbol, decisions);
    const { bits, probabilities, count } = decisions;
    decisions.count = 0;
    return encodeBinaryRans(bits.subarray(0, count), probabilities.subarray(0, count), {
      lanes: job.laneCount,
      seeds: block === length - 1 ? job.seeds : [],
    });
  });
  return joined(streams);
}

function codeSymbol(predictor: Predictor, symbol: number, decisions: Decisions): void {
  const { tree, alphabet } = predictor.model;
  const { children, splits } = tree;
  const leaf = tree.leafOfSymbol[symbol];
  openSymbol(predictor);
  for (let node = tree.root; node >= 0; ) {
    const bit = leaf < splits[node] ? 0 : 1;
    note(decisions, bit, predict(predictor, node, alphabet.classes[symbol]));
    update(predictor, bit);
    node = children[2 * node + bit];
  }
  closeSymbol(predictor, symbol);
}

function note(decisions: Decisions, bit: number, probability: number): void {
  const { count } = decisions;
  if (count === decisions.bits.length) {
    const bits = new Uint8Array(2 * count);
    bits.set(decisions.bits);
    decisions.bits = bits;
    const probabilities = new Uint16Array(2 * count);
    probabilities.set(decisions.probabilities);
    decisions.probabilities = probabilities;
  }
  decisions.bits[count] = bit;
  decisions.probabilities[count] = probability;
  decisions.count++;
}
