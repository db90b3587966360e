#!/usr/bin/env node
import { run } from "./program.ts";

// The writes themselves deal with their errors (io/standard-output.ts); a stream without a listener would throw.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

// `exitCode` and not `exit()`: what is still on its way to a pipe gets there.
process.exitCode = await run(process.argv.slice(2));
