// Contents that take an encoder everywhere.
import { concat, noise, pseudoRandom, utf8 } from "brio-test-support";
import { readText } from "../support.ts";
import { BLOCK_LENGTH } from "./twins.ts";

/** The project's own samples, one record a line. */
export function sampleLines(name: "agent-transcript" | "audit-log"): Uint8Array[] {
  const lines = readText(`../../../tools/demo/samples/${name}.jsonl`).split("\n");
  return lines.filter((line) => line !== "").map(utf8);
}

/** Records with fields that count, repeat, and look random. */
export function generatedJson(seed: number, count: number): string {
  const next = pseudoRandom(seed);
  const names = ["search", "fetch_page", "run_tests", "größe", "名前"];
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      id: `call_${next(2 ** 31).toString(36)}`,
      index: seed + i,
      name: names[next(names.length)],
      ok: next(3) > 0,
      arguments: {
        query: `the ${next(100)}th "${names[next(5)]}"\n`,
        limit: next(50),
        ratio: next(1000) / 7,
      },
      usage: { input_tokens: next(5000), output_tokens: next(800) },
    }),
  );
  return lines.join("\n");
}

/** Numbers of two, four and eight bytes, strings with their lengths, and padding. */
function mixedBinary(seed: number, count: number): Uint8Array {
  const next = pseudoRandom(seed);
  const records = Array.from({ length: count }, (_, i) => {
    const name = utf8(["index", "weight", "bias", "embedding"][next(4)]!);
    const record = new Uint8Array(16 + name.length + next(4));
    const view = new DataView(record.buffer);
    view.setUint32(0, i, true);
    view.setFloat64(4, next(1000) / 8);
    view.setUint16(12, next(70000), true);
    record[14] = name.length;
    record.set(name, 15);
    return record;
  });
  return concat(records);
}

function repeated(part: Uint8Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => part[i % part.length]!);
}

const SCRIPTS = [
  "Größe, Straße, naïve, señor, Ærøskøbing, Łódź; it's what you'd expect, isn't it?",
  "Здравствуйте! Чем я могу вам помочь сегодня? К сожалению, я не могу открыть этот файл.",
  "你好！我能为您做些什么？很抱歉，我无法打开这个文件。请检查路径，然后再试一次。",
  "こんにちは。申し訳ありませんが、そのファイルは見つかりませんでした。",
  "안녕하세요. 무엇을 도와드릴까요? 죄송하지만 그 파일을 열 수 없습니다.",
  "नमस्ते, मैं आपकी कैसे मदद कर सकता हूँ? مرحبا، كيف يمكنني مساعدتك؟ שלום, איך אפשר לעזור?",
  "👋🏽 👩‍👩‍👧‍👦 🇩🇪 👍 👍 👍 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ✅ → ∑ ≤ ∞",
];

/** At most a few kilobytes each: tried at every level with both lane counts. */
export const SMALL: Readonly<Record<string, Uint8Array>> = {
  "every byte": Uint8Array.from({ length: 256 }, (_, i) => i),
  "a reply": utf8(
    "Hello! How can I help you today? I'm sorry, I can't help with that.\n\n* one\n* two\n".repeat(3),
  ),
  "JSON in JSON": utf8(JSON.stringify(generatedJson(1, 4))),
  ...Object.fromEntries(SCRIPTS.map((text, i) => [`script ${i}`, utf8(text)])),
  "all scripts": utf8(SCRIPTS.join("\n").repeat(2)),
  noise: noise(3000),
  "few letters": noise(3000, 3, 3),
  "a run": new Uint8Array(2000).fill(0x20),
  "a run that is broken": repeated(concat([new Uint8Array(300).fill(45), Uint8Array.of(10)]), 2500),
  ...Object.fromEntries([2, 3, 4, 7, 31, 255, 260].map((n) => [`period ${n}`, repeated(noise(n, n), 1500)])),
  // Repeats at the last distance and at the one before by turns.
  "two distances": concat([
    noise(700, 5),
    noise(700, 5).subarray(200, 400),
    noise(300, 6),
    noise(700, 5).subarray(420, 640),
  ]),
  records: mixedBinary(2, 120),
};

const json = utf8(generatedJson(7, 1600)).subarray(0, 2 * BLOCK_LENGTH + 9000);

/** A block and more. */
export const LARGE: Readonly<Record<string, Uint8Array>> = {
  "JSON of three blocks": json,
  "a block less one byte": json.subarray(0, BLOCK_LENGTH - 1),
  "a block": json.subarray(1, BLOCK_LENGTH + 1),
  "a block and one byte": json.subarray(2, BLOCK_LENGTH + 3),
  "stored blocks between others": concat([
    json.subarray(0, BLOCK_LENGTH),
    noise(2 * BLOCK_LENGTH, 9),
    json.subarray(5000, 5000 + BLOCK_LENGTH),
    noise(1000, 10),
  ]),
  "a run across blocks": concat([utf8("a"), new Uint8Array(2 * BLOCK_LENGTH).fill(0x61), utf8("b")]),
  "binary of two blocks": mixedBinary(4, 12_000),
  "a repetition across the border of blocks": concat([
    json.subarray(0, BLOCK_LENGTH - 300),
    json.subarray(9000, 9900),
    noise(500, 11),
  ]),
};
