export { decodeRans, encodeRans } from "./coder.ts";
export { RansDecoder } from "./decoder.ts";
export { RansEncoder, type RansStreamOptions } from "./encoder.ts";
export { isRansError, RansError, type RansErrorCode } from "./errors.ts";
export { PRICE_UNIT } from "./log2-price.ts";
export { type BuildRansModelOptions, buildRansModel, type RansModel } from "./model.ts";
export type { RansModelShape } from "./model-code.ts";
export { readRansModel, writeRansModel } from "./model-io.ts";
export { entropyOfCounts, estimateRansSize, priceRansCounts, priceRansSymbols } from "./prices.ts";
