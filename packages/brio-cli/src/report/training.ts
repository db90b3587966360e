/** What `brio train` says at the end. */
import { formatCount, formatQuantity, formatRatio, ratioOf } from "./numbers.ts";
import { renderTable } from "./table.ts";

/** The result of a training, as `--json` prints it. */
export interface Training {
  readonly output: string;
  readonly id: string;
  readonly dictionaryBytes: number;
  readonly phrases: number;
  /** Samples that were trained on, and their bytes. */
  readonly samples: number;
  readonly inputBytes: number;
  /** Samples that were not trained on, and the bytes of their frames, each by itself. */
  readonly heldBack: {
    readonly samples: number;
    readonly inputBytes: number;
    readonly withBuiltIn: number;
    readonly withTrained: number;
  };
  readonly advice: readonly string[];
}

/** Several lines, with the last line feed. */
export function renderTraining(training: Training, name: string): string {
  const { heldBack, advice } = training;
  const lines = [
    `${name}: ${formatQuantity(training.phrases, "phrase")} from ${formatQuantity(training.samples, "sample")}, ` +
      `${formatCount(training.inputBytes)} bytes`,
    `${" ".repeat(name.length)}  dictionary ${training.id}, ${formatCount(training.dictionaryBytes)} bytes`,
  ];
  if (heldBack.samples > 0) {
    const row = (dictionary: string, bytes: number): string[] => [
      dictionary,
      formatCount(bytes),
      formatRatio(ratioOf(heldBack.inputBytes, bytes)),
    ];
    lines.push(
      "",
      ...renderTable(
        [
          { title: `${formatQuantity(heldBack.samples, "sample")} held back, each by itself`, align: "left" },
          { title: "bytes", align: "right" },
          { title: "ratio", align: "right" },
        ],
        [
          row("as they are", heldBack.inputBytes),
          row("with the built-in dictionary", heldBack.withBuiltIn),
          row("with this one", heldBack.withTrained),
        ],
      ),
    );
  }
  if (advice.length > 0) lines.push("", ...advice);
  return `${lines.join("\n")}\n`;
}
