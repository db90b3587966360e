export { assertSame, concat, fromHex, toHex, utf8 } from "./bytes.ts";
export { runExample, tsBlocks } from "./examples.ts";
export { noise, pseudoRandom } from "./random.ts";
export { type Rejections, rejections, thrownBy, withoutStacks } from "./rejections.ts";
