const assert = require("node:assert/strict");
const { byteModel, decodeSymbols, encodeSymbols, isModelError } = require("brio-model");

const model = byteModel();
const content = new TextEncoder().encode("she sells sea shells by the sea shore, ".repeat(5));
const payload = encodeSymbols(model, Uint16Array.from(content), { profile: 1, seeds: [4711] });
assert(payload.length < content.length / 2);

const decoded = decodeSymbols(model, payload, content.length);
assert.deepEqual(decoded.content, content);
assert.deepEqual(decoded.seeds, [4711]);
assert.throws(() => decodeSymbols(model, payload.subarray(0, 9), content.length), isModelError);
