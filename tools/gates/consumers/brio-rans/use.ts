import { buildRansModel, decodeRans, encodeRans, type RansModel } from "brio-rans";

const symbols: Uint8Array = Uint8Array.of(1, 2, 1, 3, 1);
const model: RansModel = buildRansModel(Uint32Array.of(0, 3, 1, 1));
const payload: Uint8Array = encodeRans(symbols, model);
const back: Uint8Array = decodeRans(payload, model, symbols.length);
if (back.join() !== symbols.join()) throw new Error("not what went in");
