import {
  type Alphabet,
  type DecodedSymbols,
  decodeSymbols,
  encodeSymbols,
  type Model,
  type ModelStreamOptions,
  untrainedModel,
} from "brio-model";

const alphabet: Alphabet = {
  // "yes" and "no".
  bytes: Uint8Array.of(121, 101, 115, 110, 111),
  offsets: Uint32Array.of(0, 3, 5),
  classes: Uint8Array.of(0, 0),
  weights: Uint32Array.of(2, 1),
  classWeights: Uint32Array.of(1),
  transitions: undefined,
};
const model: Model = untrainedModel(alphabet);
const options: ModelStreamOptions = { lanes: 1, profile: 1 };
const payload: Uint8Array = encodeSymbols(model, Uint16Array.of(0, 1, 0), options);
const back: DecodedSymbols = decodeSymbols(model, payload, 8, { lanes: 1 });
if (back.content.length !== 8) throw new Error("not what went in");
