import type { RansModel } from "brio-rans";
import { buildRansModel } from "brio-rans";
import type { StreamName } from "./format.ts";
import { STREAMS } from "./format.ts";
import { PRIOR_COUNTS } from "./priors.gen.ts";

/**
 * One model a stream: what the tables of a block are coded against.
 *
 * The first block starts from statistics of agent transcripts and audit logs that ship with the codec; each further one from the
 * last table that its stream had.
 */
export type BlockModels = Record<StreamName, RansModel>;

let priors: BlockModels | undefined;

/** The models that both sides begin a frame with. */
export function priorModels(): BlockModels {
  priors ??= {
    runs: priorModel("runs"),
    copies: priorModel("copies"),
    distances: priorModel("distances"),
    literals: priorModel("literals"),
  };
  return priors;
}

function priorModel(stream: StreamName): RansModel {
  const counts = new Uint32Array(STREAMS[stream].symbolCount);
  counts.set(PRIOR_COUNTS[stream]);
  return buildRansModel(counts, { scaleBits: STREAMS[stream].scaleBits, precision: 3 });
}
