/**
 * Reading what either of the two has written. No mode, share or switched-off candidate changes this: what the candidate
 * wrote yesterday must be read after the way back, too.
 *
 * The first bytes say whose decoder is tried first. They may be wrong, since a format that came before says nothing about
 * one that came after; so if that decoder rejects, the other one gets its chance.
 *
 * There is no time limit here. A late result of the only decoder that can read these bytes is better than none.
 */
import { requireBytes } from "./bytes.ts";
import { isRecognised } from "./candidate.ts";
import { recordLatency } from "./latency.ts";
import type { RolloutFailure, RolloutSettings } from "./options.ts";
import type { Tally } from "./report.ts";

type Side = "incumbent" | "candidate";

/** @throws what the first decoder threw, if the second one rejects too: the bytes looked like its own */
export async function readEither(
  settings: RolloutSettings,
  tally: Tally,
  bytes: Uint8Array,
  onFallback: (failure: RolloutFailure) => void,
): Promise<Uint8Array> {
  const first: Side = isRecognised(settings, bytes) ? "candidate" : "incumbent";
  try {
    return await decodeBy(first, settings, tally, bytes);
  } catch (error) {
    let content: Uint8Array;
    try {
      content = await decodeBy(first === "candidate" ? "incumbent" : "candidate", settings, tally, bytes);
    } catch {
      tally.reads.rejected++;
      throw error;
    }
    tally.reads.fallbacks++;
    onFallback({ during: "read", reason: "fallback", error, inputLength: bytes.length });
    return content;
  }
}

async function decodeBy(
  side: Side,
  settings: RolloutSettings,
  tally: Tally,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const { clock } = settings;
  const started = clock.now();
  const content: unknown = await settings[side].decompress(
    side === "candidate" ? new Uint8Array(bytes) : bytes,
  );
  requireBytes(`the result of ${side}.decompress`, content);
  recordLatency(tally[side].decompressLatency, clock.now() - started);
  tally.reads[side === "candidate" ? "byCandidate" : "byIncumbent"]++;
  return content;
}
