/** What a package makes of bad bytes, its own error told from every other. */
export interface Rejections<PackageError> {
  /** The package's error that `read` threw, or undefined if it threw nothing. Any other exception fails the test. */
  outcome(read: () => unknown): PackageError | undefined;
  /** The same, but to throw nothing fails the test too. */
  rejection(read: () => unknown): PackageError;
}

/** For the package whose errors `isExpected` knows. */
export function rejections<PackageError>(
  isExpected: (value: unknown) => value is PackageError,
): Rejections<PackageError> {
  const outcome = (read: () => unknown): PackageError | undefined => {
    try {
      read();
    } catch (error) {
      if (isExpected(error)) return error;
      throw error;
    }
    return undefined;
  };
  const rejection = (read: () => unknown): PackageError => {
    const error = thrownBy(read);
    if (isExpected(error)) return error;
    throw error;
  };
  return { outcome, rejection };
}

/** Whatever `action` throws. To throw nothing fails the test. */
export function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

/**
 * Runs a loop that has bytes rejected many thousand times. Most of what a rejection takes is the recording of its stack
 * (measured: two thirds), and nobody reads that of an error that was expected.
 */
export function withoutStacks<Result>(run: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
