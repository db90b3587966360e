import { blocksOf, joined } from "../blocks.ts";
import { STATE_BYTES } from "../format.ts";
import type { EncodeJob } from "../kernel.ts";
import type { Model } from "../model.ts";
import { growMemory, type Instance, openContent } from "./instance.ts";
import { STATES_AT } from "./layout.ts";
import { aligned } from "./list-image.ts";

/** A state without seed. */
const STATE_LOWER_BOUND = 65536;

/** The bit takes two bytes of stream at most, and the step writes two more below. */
const MAX_DECISION_BYTES = 2;
const SLACK_BYTES = 16;

/** {@link ModelKernel.encodeContent} */
export function encodeWithInstance(instance: Instance, model: Model, job: EncodeJob): Uint8Array {
  openContent(instance, job.profile, job.contentLength);
  const { exports, blockAt } = instance;
  const { depthOfSymbol } = model.tree;
  const streams = blocksOf(job.symbols).map((symbols, block, { length }) => {
    const isLast = block === length - 1;
    // The profile is a decision too.
    let decisionCount = 1;
    for (let i = 0; i < symbols.length; i++) decisionCount += depthOfSymbol[symbols[i]];
    const decisionsAt = aligned(blockAt + 2 * symbols.length);
    const streamEnd = decisionsAt + 2 * decisionCount + SLACK_BYTES + MAX_DECISION_BYTES * decisionCount;
    growMemory(instance, streamEnd);
    const { bytes, words } = instance;
    new Uint16Array(bytes.buffer, blockAt).set(symbols);
    const profile = block === 0 ? job.profile : -1;
    const count = exports.predictBlock(blockAt, symbols.length, decisionsAt, profile);
    for (let lane = 0; lane < job.laneCount; lane++) {
      words[STATES_AT / 4 + lane] = STATE_LOWER_BOUND + (isLast ? (job.seeds[lane] ?? 0) : 0);
    }
    const start = exports.encodeDecisions(decisionsAt, count, streamEnd, job.laneCount);
    const stream = new Uint8Array(job.laneCount * STATE_BYTES + streamEnd - start);
    for (let lane = 0; lane < job.laneCount; lane++) {
      const state = words[STATES_AT / 4 + lane];
      stream.set([state, state >>> 8, state >>> 16], lane * STATE_BYTES);
    }
    stream.set(bytes.subarray(start, streamEnd), job.laneCount * STATE_BYTES);
    return stream;
  });
  return joined(streams);
}
