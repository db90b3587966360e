/** What `brio train` says at the end. */
import { formatCount, formatQuantity, formatRatio, ratioOf } from "./numbers.ts";
import { renderTable } from "./table.ts";

/** The result of any training. */
interface Training {
  readonly output: string;
  readonly id: string;
  /** Samples that were trained on, and their bytes. */
  readonly samples: number;
  readonly inputBytes: number;
  /** Samples that were not trained on. */
  readonly heldBack: { readonly samples: number; readonly inputBytes: number };
  readonly advice: readonly string[];
}

/** The result of `brio train`, as `--json` prints it. */
export interface DictionaryTraining extends Training {
  readonly dictionaryBytes: number;
  readonly phrases: number;
  /** With the bytes of their frames, each by itself. */
  readonly heldBack: Training["heldBack"] & { readonly withBuiltIn: number; readonly withTrained: number };
}

/** The result of `brio train --model`, as `--json` prints it. */
export interface PriorTraining extends Training {
  /** Of which it is a prior: `"built-in"`, or the id of another. */
  readonly dictionary: string;
  readonly priorBytes: number;
  /** In so many, the prior knows what follows. */
  readonly contexts: number;
  /**
   * With the bytes of their frames at level 9, each by itself. `withoutTrained` is with the built-in prior, or, as
   * other dictionaries than the built-in one have none, without.
   */
  readonly heldBack: Training["heldBack"] & { readonly withoutTrained: number; readonly withTrained: number };
}

/** Several lines, with the last line feed. */
export function renderDictionaryTraining(training: DictionaryTraining, name: string): string {
  const { phrases, id, dictionaryBytes, heldBack } = training;
  return renderTraining(training, name, {
    learnt: formatQuantity(phrases, "phrase"),
    file: `dictionary ${id}, ${formatCount(dictionaryBytes)} bytes`,
    setting: "each by itself",
    frames: [
      ["with the built-in dictionary", heldBack.withBuiltIn],
      ["with this one", heldBack.withTrained],
    ],
  });
}

/** Several lines, with the last line feed. */
export function renderPriorTraining(training: PriorTraining, name: string): string {
  const { contexts, id, dictionary, priorBytes, heldBack } = training;
  const isBuiltIn = dictionary === "built-in";
  const owner = isBuiltIn ? "the built-in dictionary" : `the dictionary ${dictionary}`;
  return renderTraining(training, name, {
    learnt: formatQuantity(contexts, "context"),
    file: `prior ${id} of ${owner}, ${formatCount(priorBytes)} bytes`,
    setting: "each by itself at level 9",
    frames: [
      [isBuiltIn ? "with the built-in prior" : "without a prior", heldBack.withoutTrained],
      ["with this one", heldBack.withTrained],
    ],
  });
}

/** What is particular to a kind of training. */
interface Words {
  readonly learnt: string;
  readonly file: string;
  /** How the samples that were held back were compressed. */
  readonly setting: string;
  /** With what, and the bytes of the frames. */
  readonly frames: readonly (readonly [string, number])[];
}

function renderTraining(training: Training, name: string, { learnt, file, setting, frames }: Words): string {
  const { samples, inputBytes, heldBack, advice } = training;
  const lines = [
    `${name}: ${learnt} from ${formatQuantity(samples, "sample")}, ${formatCount(inputBytes)} bytes`,
    `${" ".repeat(name.length)}  ${file}`,
  ];
  if (heldBack.samples > 0) {
    const rows: Words["frames"] = [["as they are", heldBack.inputBytes], ...frames];
    lines.push(
      "",
      ...renderTable(
        [
          { title: `${formatQuantity(heldBack.samples, "sample")} held back, ${setting}`, align: "left" },
          { title: "bytes", align: "right" },
          { title: "ratio", align: "right" },
        ],
        rows.map(([what, bytes]) => [
          what,
          formatCount(bytes),
          formatRatio(ratioOf(heldBack.inputBytes, bytes)),
        ]),
      ),
    );
  }
  if (advice.length > 0) lines.push("", ...advice);
  return `${lines.join("\n")}\n`;
}
