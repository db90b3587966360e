/** The command line: commands, options, help, and the exit code. */
import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { type BenchCommandOptions, benchFile } from "./commands/bench.ts";
import { type BenchAgainstOptions, benchAgainst } from "./commands/bench-against.ts";
import { type CompressCommandOptions, compressFiles } from "./commands/compress.ts";
import { type DecompressCommandOptions, decompressFiles } from "./commands/decompress.ts";
import { type InspectCommandOptions, inspectFiles } from "./commands/inspect.ts";
import { type TrainDictionaryOptions, trainDictionaryOnFiles } from "./commands/train-dictionary.ts";
import { type TrainPriorOptions, trainPriorOnFiles } from "./commands/train-prior.ts";
import { describeFailure, type ExitCode, UsageError } from "./failure.ts";
import {
  DEFAULT_LEVEL,
  LEVELS,
  MAX_BYTES,
  parseByteCount,
  parseLevel,
  parseLevelList,
  parsePeerList,
  parsePhraseCount,
  parsePriorBytes,
  parseRounds,
  parseTag,
} from "./values.ts";

const EXAMPLES = `
Examples:
  brio chat.jsonl                       write chat.jsonl.brio beside it
  brio -d chat.jsonl.brio               and back
  brio -9 --rm logs/*.jsonl             compress many and remove the originals
  brio < in.txt > out.brio              from standard input to standard output
  brio -S my.signals --tag role=user chat.jsonl
                                        look for signals of one's own, too, and add a tag
  brio inspect --json chat.jsonl.brio   which phrases occur, without decoding
  brio inspect --verify chat.jsonl.brio whether that is true
  brio bench --lines audit.jsonl        beside gzip and brotli, line by line
  brio bench --against brotli --html report.html audit.jsonl
                                        a report: sizes, latencies, events, verdict
  brio train --lines -o my.dict *.jsonl a dictionary of one's own, for --dictionary
  brio train --model --lines -o my.prior *.jsonl
                                        a prior of one's own, for -9 --prior my.prior

A file that is called like a command is written ./compress.
Exit code: 0 all done, 1 something failed, 2 the command line makes no sense.`;

const MORE_HELP = "brio --help says more.";

/**
 * Runs the command.
 *
 * @param argv - the arguments after the program's name
 * @returns the exit code; everything there is to say has been said on the standard streams
 */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    rejectLargeLevels(argv);
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed its own message by now; help and version come as errors with exit code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      process.stderr.write(`brio: ${error.message}\n${MORE_HELP}\n`);
      return 2;
    }
    // What fails with a file is reported there; a report that cannot be written ends here.
    process.stderr.write(`brio: standard output: ${describeFailure(error).message}\n`);
    return 1;
  }
}

function createProgram(setExitCode: (code: ExitCode) => void): Command {
  const compress = addCompressOptions(addConvertOptions(subcommand("compress", "[FILES...]")))
    .description("compress each FILE to FILE.brio, or standard input to standard output")
    .action(async (files: string[], options: CompressCommandOptions) =>
      setExitCode(await compressFiles(files, options)),
    );

  const decompress = addDecompressOptions(addConvertOptions(subcommand("decompress", "[FILES...]")))
    .addOption(new Option("-d, --decompress").hideHelp())
    .description("decompress each FILE.brio to FILE, or standard input to standard output")
    .action(async (files: string[], options: DecompressCommandOptions) =>
      setExitCode(await decompressFiles(files, options)),
    );

  const inspect = subcommand("inspect", "[FILES...]")
    .description("print what frames say of themselves, without decoding them unless told to verify it")
    .option(
      "-D, --dictionary <FILE>",
      "name the phrases of frames that were made with the dictionary in FILE",
    )
    .option("-S, --signals <FILE>", "name the signals of frames that were searched for those in FILE")
    .option("--verify", "decode each frame, and hold what it says against the content")
    .option("-P, --prior <FILE>", "with --verify: decode frames that were made with the prior in FILE")
    .option(
      "--max-output <bytes>",
      "with --verify: reject frames of more content, e.g. 64MiB (default: 2 GiB - 1)",
      parseByteCount,
    )
    .option("--json", "one line of JSON for each FILE")
    .action(async (files: string[], options: InspectCommandOptions) =>
      setExitCode(await inspectFiles(files, options)),
    );

  const bench = subcommand("bench", "FILE")
    .summary("measure every level beside gzip and brotli, or make a report on a log")
    .description(
      "measure every level beside gzip-9, brotli-5 and brotli-11 on FILE; every round trip is checked.\n" +
        "With --against: a report on a log, line by line and whole, with latencies, events and a verdict",
    )
    .option("--lines", "each line by itself, without its line feed (default: the file whole)")
    .option(
      "--levels <list>",
      "levels of Brio to measure (default: all; with --against 1,6,9)",
      parseLevelList,
    )
    .option(
      "--against <list>",
      "report beside these, e.g. brotli or gzip:6,brotli:5 (default qualities: gzip:9, brotli:11, zstd:19)",
      parsePeerList,
    )
    .option("-S, --signals <FILE>", "with --against: look for the signals in FILE, too")
    .option("--html <FILE>", "with --against: write the report to FILE as a page, too")
    .option("-f, --force", "with --html: overwrite FILE")
    .option(
      "--rounds <n>",
      "time each direction this often (default: for half a second and 3 times)",
      parseRounds,
    )
    .option("--json", "one line of JSON")
    .option("-q, --quiet", "no progress bar")
    .action(async (file: string, options: BenchCommandOptions & Partial<BenchAgainstOptions>) => {
      const { against } = options;
      setExitCode(
        await (against === undefined
          ? benchFile(file, options)
          : benchAgainst(file, { ...options, against })),
      );
    });

  const train = subcommand("train", "<FILES...>")
    .description(
      "make a dictionary of your own, or a prior for levels 7 to 9, from samples:\n" +
        "each FILE is one, or each line of each",
    )
    .requiredOption("-o, --output <FILE>", "write the dictionary or prior to FILE")
    .option("--lines", "each line is a sample (default: each file whole)")
    .option("--phrases <n>", "phrases to choose at most (default: 16000)", parsePhraseCount)
    .option("--model", "make a prior, which levels 7 to 9 start from, instead of a dictionary")
    .option(
      "-D, --dictionary <FILE>",
      "with --model: for use with the dictionary in FILE (default: the built-in one)",
    )
    .option(
      "--max-bytes <bytes>",
      "with --model: size of the prior at most, from 64KiB on (default: 1400000)",
      parsePriorBytes,
    )
    .option("-f, --force", "overwrite FILE")
    .option("--json", "report as one line of JSON")
    .option("-q, --quiet", "no progress bar")
    .action(
      async (
        files: string[],
        { model, ...options }: { model?: boolean } & TrainDictionaryOptions & TrainPriorOptions,
      ) =>
        setExitCode(
          await (model === true ? trainPriorOnFiles(files, options) : trainDictionaryOnFiles(files, options)),
        ),
    );

  // The bare `brio [FILES...]` of gzip's and zstd's users: the options of both directions, and `-d` to choose.
  const program = addDecompressOptions(addCompressOptions(addConvertOptions(configure(new Command("brio")))))
    .usage("[options] [FILES...]\n       brio COMMAND [options] [FILES...]")
    .description(
      "A compressor for chat messages, tool-call JSON, agent transcripts and audit logs.\n" +
        "Without a command, brio compresses, and brio -d decompresses.",
    )
    .argument("[FILES...]", "files; - is standard input")
    .option("-d, --decompress", "decompress")
    .version(readVersion(), "-V, --version", "print the version")
    .helpCommand("help [COMMAND]", "print help for a command")
    .addHelpText("after", EXAMPLES)
    .enablePositionalOptions()
    .hook("preSubcommand", handDownOptions)
    .action(async (files: string[], options: { decompress?: boolean }) => {
      if (options.decompress === true) {
        handDownOptions(program, decompress);
        setExitCode(await decompressFiles(files, decompress.opts()));
      } else {
        handDownOptions(program, compress);
        setExitCode(await compressFiles(files, compress.opts()));
      }
    });
  for (const command of [compress, decompress, inspect, bench, train]) program.addCommand(command);
  return program;
}

function subcommand(name: string, argument: string): Command {
  return configure(new Command(name)).argument(argument);
}

/** Errors come back to {@link run}, in the same form as all others. */
function configure(command: Command): Command {
  return command
    .exitOverride()
    .helpOption("-h, --help", "print this")
    .showHelpAfterError(MORE_HELP)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "brio: ")) });
}

function addConvertOptions(command: Command): Command {
  return command
    .addOption(new Option("-o, --output <FILE>", "write to FILE (- is standard output)").conflicts("stdout"))
    .option("-c, --stdout", "write to standard output, even if it is a terminal")
    .addOption(new Option("-k, --keep", "keep the input (default)").conflicts("rm"))
    .option("--rm", "remove each input once its output is stored")
    .option("-D, --dictionary <FILE>", "use the dictionary in FILE, which brio train wrote")
    .option("-P, --prior <FILE>", "start levels 7 to 9 from the prior in FILE, which brio train wrote")
    .option("-f, --force", "overwrite files, write binary data to a terminal")
    .option(
      "--json",
      "report each FILE as a line of JSON (on standard error if data goes to standard output)",
    )
    .addOption(new Option("-q, --quiet", "print errors only").conflicts("verbose"))
    .option("-v, --verbose", "report each FILE on standard error");
}

function addCompressOptions(command: Command): Command {
  command
    .addOption(
      new Option("--level <n>", "effort, 1 (fast) to 9 (small); also -1 ... -9")
        .argParser(parseLevel)
        .default(DEFAULT_LEVEL),
    )
    .addOption(
      new Option(
        "-S, --signals <FILE>",
        "look for the signals in FILE, too: lines of id, category, language, phrase with tabs between them",
      )
        // Which is what Commander calls --no-metadata.
        .conflicts("metadata"),
    )
    .option("--tag <name=value>", "say this of each FILE, for inspect to print (repeatable)", parseTag)
    .option("--no-metadata", "leave out the events that inspect prints")
    .option("--no-checksum", "leave out the check of the content: damage may go unnoticed");
  // Nine more spellings of --level. Each takes effect where it stands, so that the last of several wins.
  for (const level of LEVELS) {
    command.addOption(new Option(`-${level}`).hideHelp());
    command.on(`option:${level}`, () => command.setOptionValueWithSource("level", level, "cli"));
  }
  return command;
}

function addDecompressOptions(command: Command): Command {
  return command.addOption(
    new Option("--max-output <bytes>", "reject frames of more content, e.g. 64MiB")
      .argParser(parseByteCount)
      .default(MAX_BYTES, "2 GiB - 1"),
  );
}

/**
 * Lets `brio -9 compress FILE` mean `brio compress -9 FILE`: options that stand before a command go to it, which
 * may then be given them again. One that it does not have is an error.
 */
function handDownOptions(program: Command, command: Command): void {
  for (const option of program.options) {
    const name = option.attributeName();
    if (program.getOptionValueSource(name) !== "cli") continue;
    if (!command.options.some((candidate) => candidate.attributeName() === name)) {
      throw new UsageError(`option ${option.short ?? option.long} does not go with ${command.name()}`);
    }
    command.setOptionValueWithSource(name, program.getOptionValue(name), "cli");
  }
}

/** `-19` would be read as `-1 -9`: a level that some other compressor has and Brio does not. */
function rejectLargeLevels(argv: readonly string[]): void {
  const end = argv.indexOf("--");
  const large = argv
    .slice(0, end === -1 ? argv.length : end)
    .find((argument) => /^-[1-9]\d+$/.test(argument));
  if (large !== undefined) throw new UsageError(`there is no level ${large}: levels are -1 to -9`);
}

/** The version stands in one place, the package's own description, which is always beside the built file. */
function readVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  return manifest.version;
}
