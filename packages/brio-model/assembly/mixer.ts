/**
 * The mixer of src/kernel-ts/mixer.ts: weights in four parts, of which three learn. Vectors take four inputs at a time, and give the same
 * sums: all of it is arithmetic modulo 2^32.
 */
import { FIXED_WEIGHTS_AT, INPUTS_AT } from "../src/kernel-wasm/layout";
import { finalLearningRate, inputCount, learningRate } from "./memory";

const WEIGHT_LIMIT: i32 = 1 << 18;
const LOGIT_LIMIT: i32 = 2815;

const RATE_BITS: i32 = 16;
const DECAY_BITS: i32 = 12;

/** The learning rate, times 2^16. */
let rate: i32 = 0;

export function startRate(): void {
  rate = learningRate << RATE_BITS;
}

/** Behind a symbol. */
@inline
export function decayRate(): void {
  rate -= (rate - (finalLearningRate << RATE_BITS)) >> DECAY_BITS;
}

/** The mixed logit of the inputs at INPUTS_AT, by the fixed parts at FIXED_WEIGHTS_AT and the sets at these addresses. */
@inline
export function mixInputs(node: usize, neighbour: usize, match: usize): i32 {
  let sum: i32 = 0;
  const end = <usize>inputCount << 2;
  if (ASC_FEATURE_SIMD) {
    let sums = i32x4.splat(0);
    for (let at: usize = 0; at < end; at += 16) {
      const weights = i32x4.add(
        i32x4.add(v128.load(at, FIXED_WEIGHTS_AT), v128.load(node + at)),
        i32x4.add(v128.load(neighbour + at), v128.load(match + at)),
      );
      sums = i32x4.add(sums, i32x4.shr_s(i32x4.mul(v128.load(at, INPUTS_AT), weights), 8));
    }
    sum =
      i32x4.extract_lane(sums, 0) +
      i32x4.extract_lane(sums, 1) +
      i32x4.extract_lane(sums, 2) +
      i32x4.extract_lane(sums, 3);
  } else {
    for (let at: usize = 0; at < end; at += 4) {
      const weight =
        load<i32>(at, FIXED_WEIGHTS_AT) + load<i32>(node + at) + load<i32>(neighbour + at) + load<i32>(match + at);
      sum += (load<i32>(at, INPUTS_AT) * weight) >> 8;
    }
  }
  return min(max(sum >> 8, -LOGIT_LIMIT), LOGIT_LIMIT);
}

@inline
export function updateMixer(node: usize, neighbour: usize, match: usize, error: i32): void {
  const step = (error * (rate >> RATE_BITS)) >> 10;
  if (step == 0) return;
  const end = <usize>inputCount << 2;
  if (ASC_FEATURE_SIMD) {
    const steps = i32x4.splat(step);
    const rounding = i32x4.splat(2048);
    const least = i32x4.splat(-WEIGHT_LIMIT);
    const most = i32x4.splat(WEIGHT_LIMIT - 1);
    for (let at: usize = 0; at < end; at += 16) {
      const moves = i32x4.shr_s(i32x4.add(i32x4.mul(v128.load(at, INPUTS_AT), steps), rounding), 12);
      moveFour(node + at, moves, least, most);
      moveFour(neighbour + at, moves, least, most);
      moveFour(match + at, moves, least, most);
    }
  } else {
    for (let at: usize = 0; at < end; at += 4) {
      const move = (load<i32>(at, INPUTS_AT) * step + 2048) >> 12;
      moveOne(node + at, move);
      moveOne(neighbour + at, move);
      moveOne(match + at, move);
    }
  }
}

@inline
function moveFour(at: usize, moves: v128, least: v128, most: v128): void {
  const weights = i32x4.add(v128.load(at), moves);
  v128.store(at, i32x4.min_s(i32x4.max_s(weights, least), most));
}

@inline
function moveOne(at: usize, move: i32): void {
  store<i32>(at, min(max(load<i32>(at) + move, -WEIGHT_LIMIT), WEIGHT_LIMIT - 1));
}
