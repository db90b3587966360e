// @ts-check

/**
 * What one coder makes of one sample. The frames are kept, so that their metadata can be read later.
 *
 * @typedef {object} Result
 * @property {string} name - the coder's name
 * @property {Uint8Array[]} frames - each record by itself, in the order of the sample
 * @property {number} recordBytes - sum of the lengths of `frames`
 * @property {number} wholeBytes - size of the sample compressed in one piece
 */

/**
 * Compresses each record by itself and the sample whole, decompresses everything and compares every byte.
 *
 * @param {import("./samples.mjs").Sample} sample
 * @param {import("./coders.mjs").Coder} coder
 * @returns {Result}
 * @throws {Error} naming coder, record and byte if anything comes back different
 */
export function measure(sample, coder) {
  const frames = sample.records.map((record, index) =>
    roundTrip(coder, record, `record ${index + 1} of ${sample.name}`),
  );
  return {
    name: coder.name,
    frames,
    recordBytes: frames.reduce((sum, frame) => sum + frame.length, 0),
    wholeBytes: roundTrip(coder, sample.bytes, sample.name).length,
  };
}

/**
 * @param {import("./coders.mjs").Coder} coder
 * @param {Uint8Array} input
 * @param {string} what - names the input in an error
 * @returns {Uint8Array} the compressed input, which is known to decode to the same bytes
 */
function roundTrip(coder, input, what) {
  const packed = coder.encode(input);
  const back = coder.decode(packed);
  const at = firstDifference(input, back);
  if (at >= 0) throw new Error(`${coder.name}: ${what} came back different at byte ${at}`);
  return packed;
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 * @returns {number} the first offset at which the two differ, their common length if one is longer, -1 if they are equal
 */
export function firstDifference(a, b) {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) if (a[i] !== b[i]) return i;
  return a.length === b.length ? -1 : common;
}
