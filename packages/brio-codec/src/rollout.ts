/**
 * A new compressor beside the one in use, with a flag, a share, a shadow mode and a way back:
 * `import { createRollout } from "brio-codec/rollout"`.
 *
 * An entry of its own: it knows a Brio frame when it sees one, and holds no coder. Both compressors are given to it.
 *
 * @module
 */
export { keyPosition } from "./rollout/key-position.ts";
export type { LatencySummary } from "./rollout/latency.ts";
export type {
  FailureReason,
  RolloutClock,
  RolloutCodec,
  RolloutFailure,
  RolloutMode,
  RolloutOptions,
} from "./rollout/options.ts";
export type { CodecReport, RolloutReport } from "./rollout/report.ts";
export { createRollout, type Rollout } from "./rollout/rollout.ts";
