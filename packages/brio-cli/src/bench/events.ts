/** What the metadata of frames says occurs in a log. */
import { type BrioEvent, type DecompressOptions, inspect } from "brio-codec";

export interface EventSummary {
  readonly total: number;
  /** Records in which at least one occurs. */
  readonly recordsWithAny: number;
  /** The most frequent one first. */
  readonly categories: readonly { readonly category: string; readonly events: number }[];
}

/** The category of an event whose signal set or dictionary is not at hand. */
export const UNKNOWN_CATEGORY = "unknown";

/**
 * @param frames - of Brio, one for each record, with their metadata
 * @param signals - what they were searched for, if not the catalogue
 */
export function summariseEvents(
  frames: readonly Uint8Array[],
  signals: Pick<DecompressOptions, "signals">,
): EventSummary {
  const events: BrioEvent[] = [];
  let recordsWithAny = 0;
  for (const frame of frames) {
    const found = inspect(frame, signals).events;
    if (found.length > 0) recordsWithAny++;
    for (const event of found) events.push(event);
  }
  return { total: events.length, recordsWithAny, categories: countCategories(events) };
}

/** The most frequent category first; of two with as many events the first in the alphabet. */
export function countCategories(events: readonly BrioEvent[]): { category: string; events: number }[] {
  const counts = new Map<string, number>();
  for (const { category = UNKNOWN_CATEGORY } of events) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts]
    .map(([category, count]) => ({ category, events: count }))
    .sort((left, right) => right.events - left.events || (left.category < right.category ? -1 : 1));
}
