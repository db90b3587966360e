// @ts-check
// What a runtime with a command line runs: the outcomes as one line of JSON.
import { probe } from "./probe.mjs";

console.log(JSON.stringify(await probe()));
