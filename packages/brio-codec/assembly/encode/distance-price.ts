/** What a distance costs, with its extra bits, by the bucket of the position it is used at. */
import { DISTANCE_PRICES_AT } from "../../src/v2/kernel-wasm/encoder-layout";

const MAX_POSITION: i32 = 0xffffff;

@inline
export function distancePrice(distance: i32, position: i32): i32 {
  const bucket = 31 - <i32>clz(min(position, MAX_POSITION));
  return load<u16>(<usize>((bucket << 6) | distanceSlot(distance)) << 1, DISTANCE_PRICES_AT);
}

@inline
function distanceSlot(distance: i32): i32 {
  if (distance < 2) return 0;
  const octave = 31 - <i32>clz(distance);
  return 2 * octave - 1 + ((distance >> (octave - 1)) & 1);
}
