const assert = require("node:assert/strict");
const { buildRansModel, decodeRans, encodeRans } = require("brio-rans");

const symbols = new TextEncoder().encode("abracadabra");
const counts = new Uint32Array(256);
for (const symbol of symbols) counts[symbol] += 1;

const model = buildRansModel(counts);
const payload = encodeRans(symbols, model);
assert(payload.length < symbols.length);
assert.deepEqual(decodeRans(payload, model, symbols.length), symbols);
