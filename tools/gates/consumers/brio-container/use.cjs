const assert = require("node:assert/strict");
const { isContainerError, readFrame, writeFrame } = require("brio-container");

const payload = new TextEncoder().encode("as it is");
const frame = writeFrame({
  coder: "stored",
  checkBits: 32,
  contentLength: payload.length,
  metadata: "signals",
  entries: [{ position: 3, kind: 1, value: 7 }],
  payload,
});
const read = readFrame(frame);
assert.deepEqual(read.payload, payload);
assert.deepEqual(read.entries, [{ position: 3, kind: 1, value: 7 }]);

frame[frame.length - 1] ^= 1;
assert.throws(() => readFrame(frame), isContainerError);
