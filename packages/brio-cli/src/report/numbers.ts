/** Numbers as people read them. */

/** `1234567` as `1,234,567`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `n` things: `1 event`, `2 events`. */
export function formatQuantity(count: number, thing: string): string {
  return `${formatCount(count)} ${thing}${count === 1 ? "" : "s"}`;
}

/**
 * Content length divided by frame length: above 1, the frame is smaller. `null` where a length is 0 and there is
 * nothing to compare.
 */
export function ratioOf(contentBytes: number, frameBytes: number): number | null {
  return contentBytes > 0 && frameBytes > 0 ? contentBytes / frameBytes : null;
}

export function formatRatio(ratio: number | null): string {
  return ratio === null ? "-" : ratio.toFixed(3);
}

/** Bytes and seconds as MB/s, with a megabyte of 1,000,000 bytes and three digits that mean something. */
export function formatSpeed(megabytesPerSecond: number): string {
  return megabytesPerSecond.toFixed(megabytesPerSecond < 10 ? 2 : megabytesPerSecond < 100 ? 1 : 0);
}

/** A duration in microseconds, with three digits that mean something; below 10, hundredths. */
export function formatMicroseconds(microseconds: number): string {
  if (microseconds >= 100) return formatCount(Math.round(microseconds));
  return microseconds.toFixed(microseconds < 10 ? 2 : 1);
}

/** `0.2512` as `25.1 %`. */
export function formatPercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A quotient of two speeds, with two digits that mean something. */
export function formatFactor(factor: number): string {
  if (factor >= 10) return formatCount(Math.round(factor));
  return factor >= 1 ? factor.toFixed(1) : factor.toPrecision(2);
}
