/** Signals of one's own in files, as people write them and `--signals` names them. */
import { defineSignals, type SignalDefinition, type SignalSet } from "brio-dictionary";
import { Refusal } from "../failure.ts";
import { safeJson } from "../report/json.ts";
import { loadNamedFile, type NamedFileOptions } from "./named-file.ts";

export interface SignalsOptions extends NamedFileOptions {
  /** A file of lines `id<TAB>category<TAB>language<TAB>phrase`. */
  readonly signals?: string;
}

/** What the codec is to be given. */
export type SignalsSetting = { readonly signals?: SignalSet };

/** Far more than 4096 signals take, each on a line below 400 bytes; a larger file is another one. */
const MAX_SIGNALS_BYTES = 2 ** 24;

/** The longest piece of a line that a message repeats, in characters. */
const MAX_QUOTED = 60;

const FIELDS = ["id", "category", "language", "phrase"];

/**
 * Reads the signals that the options name, and adds them to the catalogue.
 *
 * @returns nothing in it if they name none; `undefined` if it went wrong, and that has been reported
 */
export async function loadSignals(options: SignalsOptions): Promise<SignalsSetting | undefined> {
  if (options.signals === undefined) return {};
  const signals = await loadNamedFile(options.signals, options, parseSignals);
  return signals && { signals };
}

/**
 * Reads signals from UTF-8 text. Empty lines and those that begin with `#` say nothing.
 *
 * @throws Refusal that says in which line what is wrong
 */
export function parseSignals(bytes: Uint8Array): SignalSet {
  const lines = textOf(bytes).split(/\r?\n/);
  let number = 0;
  let defined = false;
  function* definitions(): Iterable<SignalDefinition> {
    for (const line of lines) {
      number++;
      if (line.trim() === "" || line.startsWith("#")) continue;
      defined = true;
      yield parseLine(line, number);
    }
  }

  let set: SignalSet;
  try {
    // It takes a definition only when it is done with the one before, so the line of a mistake is the one last read.
    set = defineSignals(definitions());
  } catch (error) {
    throw isDefinitionMistake(error) ? lineMistake(number, error.message) : error;
  }
  if (!defined) throw new Refusal("has no signals in it");
  return set;
}

/** Whether it is what `defineSignals` says of a definition, and not a defect. */
function isDefinitionMistake(error: unknown): error is Error {
  return (error instanceof RangeError || error instanceof TypeError) && error.message.startsWith("signals[");
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > MAX_SIGNALS_BYTES) throw new Refusal("larger than 16 MiB, which no list of signals is");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal("is not UTF-8 text");
  }
}

function parseLine(line: string, number: number): SignalDefinition {
  const fields = line.split("\t");
  if (fields.length !== FIELDS.length) {
    const expected = `${FIELDS.join(", ")} with tabs between them`;
    throw lineMistake(number, `expected ${expected}, got ${quoteStart(line)}`);
  }
  const [id, category, language, phrase] = fields as [string, string, string, string];
  if (!/^[1-9]\d{0,8}$/.test(id)) {
    throw lineMistake(number, `expected an id from 4096 to 8191 in front, got ${quoteStart(id)}`);
  }
  return {
    id: Number(id),
    // `defineSignals` looks whether it is one.
    category: category as SignalDefinition["category"],
    ...(language !== "" && { language }),
    phrase: phrase.startsWith('"') ? parseQuoted(phrase, number) : phrase,
  };
}

/** A phrase that begins with a quotation mark is a string of JSON, which can have tabs and line feeds in it. */
function parseQuoted(phrase: string, number: number): string {
  try {
    // What begins so is a string or no JSON.
    return JSON.parse(phrase);
  } catch {
    throw lineMistake(number, `expected a phrase that is a string of JSON, got ${quoteStart(phrase)}`);
  }
}

function lineMistake(number: number, reason: string): Refusal {
  return new Refusal(`line ${number}: ${reason}`);
}

function quoteStart(text: string): string {
  return safeJson(text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text);
}
