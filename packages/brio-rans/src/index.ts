export { decodeRans, encodeRans } from "./coder.ts";
export { RansDecoder } from "./decoder.ts";
export { RansEncoder, type RansStreamOptions } from "./encoder.ts";
export { isRansError, RansError, type RansErrorCode } from "./errors.ts";
export { log2Price, PRICE_UNIT } from "./log2-price.ts";
export { type BuildRansModelOptions, buildRansModel, type RansModel, type RansModelShape } from "./model.ts";
export { readRansModel, writeRansModel } from "./model-io.ts";
export { entropyOfCounts, estimateRansSize, priceRansCounts, priceRansSymbols } from "./prices.ts";
