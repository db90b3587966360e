// @ts-check

/** Signals shown of each example record; the rest is counted. */
const SIGNALS_SHOWN = 5;
const LINE_WIDTH = 96;

const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (/** @type {string} */ text) => (colours ? `\x1b[1m${text}\x1b[0m` : text);
const dim = (/** @type {string} */ text) => (colours ? `\x1b[2m${text}\x1b[0m` : text);

/**
 * @param {number} value
 * @returns {string} with thousands separated, the same in every locale
 */
const count = (value) => value.toLocaleString("en-US");

/**
 * @param {import("./samples.mjs").Sample} sample
 * @param {import("./compare.mjs").Result[]} results
 * @returns {string} sizes and ratios, a coder a line
 */
export function sizeTable({ name, bytes, records }, results) {
  const recordTotal = records.reduce((sum, record) => sum + record.length, 0);
  const line = (/** @type {string[]} */ [coder, ...cells]) =>
    `  ${coder.padEnd(12)}${cells.map((cell, i) => cell.padStart(i === 3 ? 15 : 11)).join("")}`;
  const rows = results.map((result) => {
    const text = line([
      result.name,
      count(result.recordBytes),
      (recordTotal / result.recordBytes).toFixed(2),
      (result.recordBytes / records.length).toFixed(0),
      count(result.wholeBytes),
      (bytes.length / result.wholeBytes).toFixed(2),
    ]);
    return result.name.startsWith("brio") ? bold(text) : text;
  });
  return [
    bold(`${name}: ${count(records.length)} records, ${count(bytes.length)} bytes`),
    dim(`  ${" ".repeat(12)}${"each record by itself".padStart(33)}${"the whole file".padStart(26)}`),
    dim(line(["", "bytes", "ratio", "a record", "bytes", "ratio"])),
    line([
      "original",
      count(recordTotal),
      "1.00",
      (recordTotal / records.length).toFixed(0),
      count(bytes.length),
      "1.00",
    ]),
    ...rows,
  ].join("\n");
}

/**
 * @param {import("./signals.mjs").Signals} signals
 * @returns {string} the counts by category, then the example records
 */
export function signalReport({ counts, examples }) {
  const lines = [bold("  Read from the compressed records without inflating them")];
  lines.push(...wrap([...counts].map(([category, n]) => `${category} ${n}`)));
  for (const { record, length, events } of examples) {
    lines.push(`  record ${record}, a frame of ${count(length)} bytes, mentions among others`);
    for (const { category = "unknown", phrase = category, offset } of events.slice(0, SIGNALS_SHOWN)) {
      lines.push(dim(`    ${category.padEnd(17)} ${quote(phrase)} at byte ${count(offset)}`));
    }
  }
  return lines.join("\n");
}

/**
 * @param {string} phrase
 * @returns {string} in typographic quotation marks, since phrases hold plain ones; control characters are escaped
 */
function quote(phrase) {
  return `“${JSON.stringify(phrase).slice(1, -1).replaceAll('\\"', '"')}”`;
}

/**
 * @param {string[]} parts
 * @returns {string[]} indented lines of at most `LINE_WIDTH` characters
 */
function wrap(parts) {
  const lines = [""];
  for (const part of parts) {
    const last = /** @type {string} */ (lines.at(-1));
    if (last === "") lines[lines.length - 1] = `  ${part}`;
    else if (last.length + part.length + 3 > LINE_WIDTH) lines.push(`  ${part}`);
    else lines[lines.length - 1] = `${last} · ${part}`;
  }
  return lines;
}

/**
 * @param {import("./samples.mjs").Sample[]} samples
 * @param {import("./compare.mjs").Result[][]} results - one list a sample
 * @returns {string} one line
 */
export function summary(samples, results) {
  const records = samples.reduce((sum, sample) => sum + sample.records.length, 0);
  const original = samples
    .flatMap((sample) => sample.records)
    .reduce((sum, record) => sum + record.length, 0);
  const share = (/** @type {string} */ name) => {
    const packed = results.flat().filter((result) => result.name === name);
    const bytes = packed.reduce((sum, result) => sum + result.recordBytes, 0);
    return `${name} ${((100 * bytes) / original).toFixed(0)} %`;
  };
  const shares = ["brio -9", "brotli -11", "gzip -9"].map(share).join(", ");
  const frames = results
    .flat()
    .filter(({ name }) => name.startsWith("brio"))
    .reduce((sum, result) => sum + result.frames.length + 1, 0);
  return bold(
    `${records} records one by one: ${shares} of their size. All ${count(frames)} Brio frames gave back every byte.`,
  );
}
