import { type CompressOptions, compress, decompress, type FrameInfo, inspect } from "brio-codec";
import { decompressText, type CompressOptions as LiteOptions } from "brio-codec/lite";

const options: CompressOptions = { level: 9, metadata: "none" };
const frame: Uint8Array = compress("Is there anything else I can help you with?", options);
const info: FrameInfo = inspect(frame);
const back: Uint8Array = decompress(frame, { maxOutputLength: info.contentLength });
if (back.length !== info.contentLength) throw new Error("not what went in");

const liteOptions: LiteOptions = options;
const text: string = decompressText(compress("Is there anything else?", liteOptions));
if (text.length === 0) throw new Error("not what went in");
