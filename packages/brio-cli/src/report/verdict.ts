/** The verdict of `brio bench --against` in one line. */
import type { LogReport } from "../bench/log-report.ts";
import type { Outcome, Standing, Verdict } from "../bench/verdict.ts";
import { formatFactor, formatPercent } from "./numbers.ts";

const WORDS: Readonly<Record<Outcome, string>> = {
  "worth-it": "Brio is worth it",
  faster: "Brio is worth it for its speed",
  trade: "Brio trades time for bytes",
  "not-worth-it": "Brio is not worth it",
};

/** One line without a line feed. */
export function renderVerdict({ lines, whole }: Pick<LogReport, "lines" | "whole">): string {
  return `Line by line, ${render(lines.verdict)}. Whole, ${render(whole.verdict)}.`;
}

function render({ outcome, rival, pick, trade }: Verdict): string {
  const more = trade === null ? "" : `; for time, ${describe(trade, rival)}`;
  return `${WORDS[outcome]}: ${describe(pick, rival)}${more}`;
}

/** `brio-6 is 31.4 % smaller than brotli-11 (encoding at 12, decoding at 1.3 times its speed)` */
function describe({ coder, saving, encodeFactor, decodeFactor }: Standing, rival: string): string {
  const difference = formatPercent(Math.abs(saving));
  const size =
    difference === formatPercent(0)
      ? `as small as ${rival}`
      : `${difference} ${saving < 0 ? "larger" : "smaller"} than ${rival}`;
  const speeds = `encoding at ${formatFactor(encodeFactor)}, decoding at ${formatFactor(decodeFactor)} times its speed`;
  return `${coder} is ${size} (${speeds})`;
}
