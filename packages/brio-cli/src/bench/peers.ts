/** The compressors that Brio is measured beside, all as Node.js ships them. */
import * as zlib from "node:zlib";
import type { Coder } from "./coders.ts";

/** What Node.js 20 lacks and later ones have (22.15 and 23.8 on). */
interface ZstdFunctions {
  readonly zstdCompressSync?: (
    content: Uint8Array,
    options: { params: Record<number, number> },
  ) => Uint8Array;
  readonly zstdDecompressSync?: (encoded: Uint8Array) => Uint8Array;
}

/** A compressor whose effort is one number, its quality. */
export interface PeerFamily {
  readonly least: number;
  readonly most: number;
  /** The quality of a name without one: that of the smallest output, or, for zstd, of the smallest without `--ultra`. */
  readonly preset: number;
  encode(content: Uint8Array, quality: number): Uint8Array;
  decode(encoded: Uint8Array): Uint8Array;
}

/** One compressor at one quality. */
export interface Peer {
  readonly family: string;
  readonly quality: number;
}

/** `ZSTD_c_compressionLevel`, a number that zstd has frozen. */
const ZSTD_LEVEL = 100;

/** The families that this Node.js has, by name. */
export const PEER_FAMILIES: ReadonlyMap<string, PeerFamily> = new Map([
  [
    "gzip",
    {
      least: 1,
      most: 9,
      preset: 9,
      encode: (content, quality) => zlib.gzipSync(content, { level: quality }),
      decode: (encoded) => zlib.gunzipSync(encoded),
    },
  ],
  [
    "brotli",
    {
      least: 0,
      most: 11,
      preset: 11,
      // Text mode and the size of the input: what a caller who knows its data would tell brotli.
      encode: (content, quality) =>
        zlib.brotliCompressSync(content, {
          params: {
            [zlib.constants.BROTLI_PARAM_QUALITY]: quality,
            [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
            [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
          },
        }),
      decode: (encoded) => zlib.brotliDecompressSync(encoded),
    },
  ],
  ...zstdFamily(zlib as typeof zlib & ZstdFunctions),
]);

/** What `brio bench` measures beside where nothing else is asked for: a setting for the web is among them. */
export const DEFAULT_PEERS: readonly Peer[] = [
  { family: "gzip", quality: 9 },
  { family: "brotli", quality: 5 },
  { family: "brotli", quality: 11 },
];

export function peerCoder({ family: name, quality }: Peer): Coder {
  const family = PEER_FAMILIES.get(name)!;
  return {
    name: `${name}-${quality}`,
    encode: (content) => family.encode(content, quality),
    decode: family.decode,
  };
}

function zstdFamily({ zstdCompressSync, zstdDecompressSync }: ZstdFunctions): [string, PeerFamily][] {
  if (zstdCompressSync === undefined || zstdDecompressSync === undefined) return [];
  const family: PeerFamily = {
    least: 1,
    most: 22,
    preset: 19,
    encode: (content, quality) => zstdCompressSync(content, { params: { [ZSTD_LEVEL]: quality } }),
    decode: (encoded) => zstdDecompressSync(encoded),
  };
  return [["zstd", family]];
}
