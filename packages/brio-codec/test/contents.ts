import { concat, noise, utf8 } from "brio-test-support";
import { BLOCK_LENGTH, WINDOW_LENGTH } from "../src/v1/format.ts";

/** A named content. */
export interface Named {
  readonly name: string;
  readonly content: Uint8Array;
}

function named(name: string, content: Uint8Array | string): Named {
  return { name, content: typeof content === "string" ? utf8(content) : content };
}

const json = JSON.stringify({
  role: "assistant",
  content: "I'm sorry, I can't open that file. It does not exist.",
  tool_calls: [
    { id: "call_1", type: "function", function: { name: "list_files", arguments: '{"path":"src"}' } },
  ],
});

/** Contents small enough to be tried with every combination of options. */
export const SMALL: readonly Named[] = [
  named("nothing", ""),
  named("one byte", "a"),
  named("two bytes", "ab"),
  named(
    "every byte",
    Uint8Array.from({ length: 256 }, (_, i) => i),
  ),
  named("a sentence", "Hello! How can I help you today? I'm sorry, I can't help with that."),
  named(
    "scripts",
    "Größe, señor, Здравствуйте, Γειά σου, שלום, مرحبا, नमस्ते, 你好世界, こんにちは, 안녕하세요, สวัสดี",
  ),
  named("emoji", "👋🏽 👩‍👩‍👧‍👦 🇩🇪 ok 👍 👍 👍 𝔘𝔫𝔦𝔠𝔬𝔡𝔢"),
  named("a tool call", json),
  named("white space", " \n\n\t \r\n      \n"),
  named("noise", noise(300)),
  named("767 bytes", json.repeat(8).slice(1, 768)),
  named("768 bytes", json.repeat(8).slice(0, 768)),
  named("1023 bytes", json.repeat(8).slice(1, 1024)),
  named("1024 bytes", json.repeat(8).slice(0, 1024)),
];

/** Lines that repeat but for a letter in forty. */
function textOfLength(length: number): Uint8Array {
  const line = "The quick answer: check the log, then retry. ";
  const text = utf8(line.repeat(Math.ceil(length / line.length)))
    .subarray(0, length)
    .slice();
  const marks = noise(Math.ceil(length / 40), length);
  for (let i = 0; i < marks.length; i++) text[40 * i] = 97 + (marks[i]! % 26);
  return text;
}

/** Contents of more than the 65,536 symbols of a stream of the model coder, which takes its time. */
export const STREAMS: readonly Named[] = [
  named(
    "noise of a few bits",
    noise(66_000).map((byte) => byte & 7),
  ),
  named(
    "a letter and noise by turns",
    new Uint8Array(140_000).fill(0x61).map((a, i) => (i % 9 ? a : i & 0xff)),
  ),
];

const period = noise(WINDOW_LENGTH + 1000);
const beforeBorder = textOfLength(BLOCK_LENGTH - 20);

/** Contents of a block and more. */
export const LARGE: readonly Named[] = [
  named("a megabyte of one byte", new Uint8Array(1 << 20).fill(0x61)),
  named(
    "two bytes by turns",
    Uint8Array.from({ length: 300_000 }, (_, i) => 0x61 + (i & 1)),
  ),
  named("a period beyond the window", concat([period, period, period])),
  named("a block less one byte", textOfLength(BLOCK_LENGTH - 1)),
  named("a block", textOfLength(BLOCK_LENGTH)),
  named("a block and a byte", textOfLength(BLOCK_LENGTH + 1)),
  named("two blocks", textOfLength(2 * BLOCK_LENGTH)),
  named(
    "a repetition across the border of blocks",
    concat([beforeBorder, beforeBorder.subarray(-5000), noise(100)]),
  ),
  named("noise of two blocks", noise(BLOCK_LENGTH + 5000)),
  named("noise, then text", concat([noise(BLOCK_LENGTH), textOfLength(3000)])),
];
