// @ts-check
// Runs in every engine: nothing here is Node's.
import { compress, decompress, inspect } from "brio-codec";

/**
 * @typedef {object} Outcome of one content at one level
 * @property {string} content its name
 * @property {number} level
 * @property {string} coder that the frame names
 * @property {string} frame SHA-256 of the frame
 * @property {string} decoded SHA-256 of what the frame decodes to
 */

const LEVELS = /** @type {const} */ ([1, 6, 7, 9]);

const record = (/** @type {number} */ i) =>
  JSON.stringify({
    id: `call_${1000 + 37 * i}`,
    type: "function",
    function: { name: i % 3 === 0 ? "list_files" : "read_file", arguments: `{"path":"src/part-${i}.ts"}` },
  });

/** Bytes that hardly compress: the upper bits of a linear congruential generator. */
function noise(/** @type {number} */ length) {
  let state = 12345;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** @type {Readonly<Record<string, string | Uint8Array>>} */
const CONTENTS = {
  nothing: "",
  "a reply": "I'm sorry, but I can't help with that. Is there anything else you would like to know?",
  scripts: "Größe, señor, Здравствуйте, שלום, नमस्ते, 你好世界, こんにちは, 👋🏽 👩‍👩‍👧‍👦 ok 👍 👍",
  "a record": record(7),
  "records, of two lanes": Array.from({ length: 40 }, (_, i) => record(i)).join("\n"),
  "every byte, twice": Uint8Array.from({ length: 512 }, (_, i) => i & 255),
  noise: noise(700),
  "nibbles of noise": noise(3000).map((byte) => byte & 15),
};

/** @returns {Promise<Outcome[]>} */
export async function probe() {
  const outcomes = [];
  for (const [content, input] of Object.entries(CONTENTS)) {
    for (const level of LEVELS) {
      const frame = compress(input, { level });
      const decoded = decompress(frame);
      const { coder } = inspect(frame);
      outcomes.push({ content, level, coder, frame: await sha256(frame), decoded: await sha256(decoded) });
    }
  }
  return outcomes;
}

/** @param {Uint8Array} bytes */
async function sha256(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", /** @type {Uint8Array<ArrayBuffer>} */ (bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
