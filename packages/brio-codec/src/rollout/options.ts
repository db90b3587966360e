import { isFrame } from "brio-container";
import { describe } from "./bytes.ts";
import type { RolloutReport } from "./report.ts";

/**
 * A compressor. Both functions may return their bytes or promise them, and may throw or reject. The bytes are the caller's:
 * a codec must not change them later.
 */
export interface RolloutCodec {
  compress(content: Uint8Array): Uint8Array | PromiseLike<Uint8Array>;
  decompress(bytes: Uint8Array): Uint8Array | PromiseLike<Uint8Array>;
}

/** `"off"`: the incumbent alone. `"shadow"`: the candidate runs behind it, for the report. `"on"`: the candidate writes. */
export type RolloutMode = "off" | "shadow" | "on";

/** Why a run of the candidate failed. Closed: a new member is a major release. */
export type FailureReason =
  /** `compress` threw, or its promise was rejected. */
  | "threw"
  /** `compress` gave something else than a `Uint8Array`. */
  | "not-bytes"
  /** A reader would not take its bytes for the candidate's: `recognise` says no. */
  | "unrecognised"
  /** `decompress` rejects what `compress` made. */
  | "undecodable"
  /** `decompress` makes something else of it than the content was. */
  | "mismatch"
  /** The run took longer than `timeLimit`. */
  | "timeout";

/** One thing that went wrong, and that no caller noticed. */
export interface RolloutFailure {
  /** `"on"`, `"shadow"`: a run of the candidate in that mode. `"read"`: the decoder that was tried first rejected the bytes, the other did not. */
  readonly during: "on" | "shadow" | "read";
  /** Of a read always `"fallback"`. */
  readonly reason: FailureReason | "fallback";
  /** What was thrown, if anything was. */
  readonly error: unknown;
  /** Length of what was to be compressed, or decompressed, in bytes. */
  readonly inputLength: number;
}

/** Time, for tests that do not want to wait for it. */
export interface RolloutClock {
  /** Milliseconds since any moment; never goes back. */
  now(): number;
  /** Calls `callback` once, after so many milliseconds and not before `after` has returned; what it returns prevents that. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface RolloutOptions {
  /** The compressor in use. What it throws, callers get, as without a rollout. */
  incumbent: RolloutCodec;
  /** The one that is to replace it. It is only ever given copies. */
  candidate: RolloutCodec;
  /** Default `"off"`. */
  mode?: RolloutMode;
  /** How much of the traffic the candidate gets, in shadow mode too: 0 … 1. Default 1. See {@link keyPosition} for whom it takes. */
  share?: number;
  /**
   * Whether bytes begin as those of the candidate do. Nothing in front of them says so: stored data stays as it was. Default:
   * `isBrio` of brio-codec. If it throws, that is a no.
   */
  recognise?: (bytes: Uint8Array) => boolean;
  /** Whether what the candidate wrote is decompressed and compared before anybody gets it. Default true; costs its `decompress`. */
  verify?: boolean;
  /**
   * Longest run of the candidate, verification included, in milliseconds: above 0, up to 2^31 - 1; or `Infinity`. Default 1000. A run
   * that promises its bytes is given up then. One that blocks cannot be: it is held against the limit when it has ended.
   */
  timeLimit?: number;
  /** Failures in a row that switch the candidate off: an integer from 1 on, or `Infinity`. Default 5. */
  failureLimit?: number;
  /**
   * Gets a report every `reportEvery` calls, and one when the candidate is switched off. It runs inside of the call that is due, so it
   * should be brief. What it throws is ignored.
   */
  onReport?: (report: RolloutReport) => void;
  /** Calls of `compress` and `decompress` between two reports: an integer from 1 on. Default 1000. */
  reportEvery?: number;
  /** Gets every failure of the candidate, and every fallback of a reader. What it throws is ignored. */
  onFailure?: (failure: RolloutFailure) => void;
  /** Default: `performance.now` and `setTimeout`. */
  clock?: RolloutClock;
}

/** {@link RolloutOptions} with every default in place. */
export interface RolloutSettings
  extends Required<Omit<RolloutOptions, "mode" | "share" | "onReport" | "onFailure">> {
  readonly onReport: RolloutOptions["onReport"];
  readonly onFailure: RolloutOptions["onFailure"];
}

/** The longest that a timer can wait: `setTimeout` takes more for nearly nothing. */
const MAX_TIME_LIMIT = 2 ** 31 - 1;

const systemClock: RolloutClock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Applies the defaults and checks what the caller gave; mode and share, which change, have functions of their own. */
export function rolloutSettings(options: RolloutOptions): RolloutSettings {
  const { incumbent, candidate, onReport, onFailure } = options;
  const { recognise = isFrame, verify = true, clock = systemClock } = options;
  const { timeLimit = 1000, failureLimit = 5, reportEvery = 1000 } = options;
  requireMethods("incumbent", incumbent, ["compress", "decompress"]);
  requireMethods("candidate", candidate, ["compress", "decompress"]);
  requireMethods("clock", clock, ["now", "after"]);
  requireType("recognise", recognise, "function");
  requireType("verify", verify, "boolean");
  if (onReport !== undefined) requireType("onReport", onReport, "function");
  if (onFailure !== undefined) requireType("onFailure", onFailure, "function");
  requireType("timeLimit", timeLimit, "number");
  if (!((timeLimit > 0 && timeLimit <= MAX_TIME_LIMIT) || timeLimit === Infinity))
    throw new RangeError(
      `timeLimit must be above 0 and at most ${MAX_TIME_LIMIT}, or Infinity, got ${timeLimit}`,
    );
  requireCount("reportEvery", reportEvery);
  if (failureLimit !== Infinity) requireCount("failureLimit", failureLimit);
  const limits = { timeLimit, failureLimit, reportEvery };
  return { incumbent, candidate, recognise, verify, clock, onReport, onFailure, ...limits };
}

export function requireMode(mode: unknown): asserts mode is RolloutMode {
  requireType("mode", mode, "string");
  if (mode !== "off" && mode !== "shadow" && mode !== "on")
    throw new RangeError(`mode must be "off", "shadow" or "on", got ${JSON.stringify(mode)}`);
}

export function requireShare(share: unknown): asserts share is number {
  requireType("share", share, "number");
  if (!((share as number) >= 0 && (share as number) <= 1))
    throw new RangeError(`share must be 0 … 1, got ${share}`);
}

export function requireType(
  name: string,
  value: unknown,
  type: "boolean" | "function" | "number" | "object" | "string",
): void {
  if (typeof value === type && value !== null) return;
  const article = type === "object" ? "an" : "a";
  throw new TypeError(`${name} must be ${article} ${type}, got ${describe(value)}`);
}

function requireCount(name: string, value: number): void {
  requireType(name, value, "number");
  if (!(Number.isInteger(value) && value >= 1))
    throw new RangeError(`${name} must be an integer from 1 on, got ${value}`);
}

function requireMethods(name: string, value: unknown, methods: readonly string[]): void {
  requireType(name, value, "object");
  for (const method of methods)
    requireType(`${name}.${method}`, (value as Readonly<Record<string, unknown>>)[method], "function");
}
