// @ts-check
// What metadata costs and gives, measured side by side, from the root:
//
//   npm run bench:metadata -- [--json] [--field NAME] [--rounds N] [FILE.jsonl…]

import { readArguments, USAGE } from "./arguments.mjs";
import { measureEventBytes } from "./event-bytes.mjs";
import { measureReading } from "./reading.mjs";
import { measureScanning } from "./scanning.mjs";
import { eventBytesReport, readingReport, scanningReport, textsReport } from "./table.mjs";
import { loadTexts, totalLength } from "./texts.mjs";

/** @param {import("./arguments.mjs").Arguments} options */
function run({ files: paths, field, rounds, json }) {
  const files = paths.map((path) => loadTexts(path, field));
  const tell = (/** @type {string} */ text) => {
    if (!json) console.log(text);
  };
  tell(`Node ${process.version}, ${rounds} rounds in turn\n\n${textsReport(files)}\n`);

  const reading = measureReading(
    files.flatMap(({ replies }) => replies),
    rounds,
  );
  tell(`${readingReport(reading)}\n`);

  const events = files.map(measureEventBytes);
  tell(`${eventBytesReport(events)}\n`);

  const scanning = measureScanning(
    files.flatMap(({ texts }) => texts),
    rounds,
  );
  tell(scanningReport(scanning));

  if (!json) return;
  const inputs = files.map(({ name, texts, recordsWithout, replies, joined }) => ({
    name,
    ...{ texts: texts.length, bytes: totalLength(texts), recordsWithout },
    replies: { texts: replies.length, bytes: totalLength(replies), joined },
  }));
  console.log(JSON.stringify({ node: process.version, rounds, files: inputs, reading, events, scanning }));
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

let options;
try {
  options = readArguments(process.argv.slice(2));
} catch (error) {
  console.error(`${messageOf(error)}\n${USAGE}`);
  process.exit(2);
}
try {
  run(options);
} catch (error) {
  console.error(`bench:metadata failed: ${messageOf(error)}`);
  process.exitCode = 1;
}
