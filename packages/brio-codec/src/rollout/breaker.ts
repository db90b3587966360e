/**
 * What switches a failing candidate off. One failure costs a call some time; a candidate that always fails would cost it
 * to every call, so after so many failures in a row it gets no more of them, until somebody says so. It does not try again by
 * itself: whoever rolls out wants to know why first.
 *
 * "In a row" is by the order in which runs end. Runs that were under way when it was switched off change nothing any more.
 */
export interface Breaker {
  readonly failureLimit: number;
  failuresInARow: number;
  switchedOff: boolean;
}

export function createBreaker(failureLimit: number): Breaker {
  return { failureLimit, failuresInARow: 0, switchedOff: false };
}

export function noteSuccess(breaker: Breaker): void {
  if (!breaker.switchedOff) breaker.failuresInARow = 0;
}

/** @returns whether this failure is the one that switches the candidate off */
export function noteFailure(breaker: Breaker): boolean {
  if (breaker.switchedOff) return false;
  breaker.failuresInARow++;
  breaker.switchedOff = breaker.failuresInARow >= breaker.failureLimit;
  return breaker.switchedOff;
}

export function resetBreaker(breaker: Breaker): void {
  breaker.failuresInARow = 0;
  breaker.switchedOff = false;
}
