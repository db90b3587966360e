import { describe, expect, test, vi } from "vitest";
import {
  ContainerError,
  type FrameFields,
  isContainerError,
  isFrame,
  readFrame,
  readFrameHeader,
  writeFrame,
  writeFrameHeader,
} from "../src/index.ts";

const payload = Uint8Array.of(1, 2, 3);
const good = { coder: "stored", checkBits: 16, contentLength: 3, metadata: "signals", payload } as const;
const entry = { position: 1, kind: 1, value: 1 };

/** Each row: what is changed in parts that are in order, and the error it gives. */
const mistakes: readonly (readonly [change: Record<string, unknown>, error: Error])[] = [
  [{ coder: 1 }, new TypeError("coder: expected a string, got 1")],
  [{ coder: "raw" }, new RangeError('coder: expected one of "stored", "tokens", got "raw"')],
  [{ checkBits: "16" }, new TypeError('checkBits: expected a number, got "16"')],
  [{ checkBits: 8 }, new RangeError("checkBits: expected one of 0, 16, 32, got 8")],
  [{ dictionary: 5 }, new TypeError("dictionary: expected null or a string, got 5")],
  [
    { dictionary: "00FF00FF00FF00FF" },
    new RangeError('dictionary: expected "built-in" or 16 lower-case hex digits, got "00FF00FF00FF00FF"'),
  ],
  [{ contentLength: undefined }, new TypeError("contentLength: expected a number, got undefined")],
  [
    { contentLength: -1 },
    new RangeError("contentLength: expected an integer from 0 to 562949953421311, got -1"),
  ],
  [
    { contentLength: 2 ** 49 },
    new RangeError(`contentLength: expected an integer from 0 to ${2 ** 49 - 1}, got ${2 ** 49}`),
  ],
  [
    { contentLength: 2.5 },
    new RangeError("contentLength: expected an integer from 0 to 562949953421311, got 2.5"),
  ],
  [{ contentLength: 4 }, new RangeError("contentLength: expected the stored payload's length, 3, got 4")],
  [{ metadata: true }, new TypeError("metadata: expected a string, got true")],
  [
    { metadata: "events" },
    new RangeError('metadata: expected one of "none", "signals", "all", got "events"'),
  ],
  [
    { metadata: "none", entries: [entry, entry] },
    new RangeError('entries: expected none, metadata being "none", got 2'),
  ],
  [
    { metadata: undefined, entries: [entry] },
    new RangeError('entries: expected none, metadata being "none", got 1'),
  ],
  [{ entries: entry }, new TypeError("entries: expected an array, got Object")],
  [{ entries: [entry, null] }, new TypeError("entries[1]: expected an object, got null")],
  [
    { entries: [{ ...entry, position: 3 }] },
    new RangeError("entries[0].position: expected an integer from 0 to 2, got 3"),
  ],
  [
    { entries: [entry, { ...entry, position: 0 }] },
    new RangeError("entries[1].position: expected an integer from 1 to 2, got 0"),
  ],
  [
    { entries: [{ ...entry, position: "0" }] },
    new TypeError('entries[0].position: expected a number, got "0"'),
  ],
  [
    { entries: [{ ...entry, kind: 255 }] },
    new RangeError("entries[0].kind: expected an integer from 0 to 254, got 255"),
  ],
  [
    { entries: [{ ...entry, value: 65536 }] },
    new RangeError("entries[0].value: expected an integer from 0 to 65535, got 65536"),
  ],
  [
    { contentLength: 0, payload: new Uint8Array(0), entries: [entry] },
    new RangeError("entries: expected none, the content being empty, got 1"),
  ],
  [{ payload: [1, 2, 3] }, new TypeError("payload: expected a Uint8Array, got Array")],
  [
    { payload: new DataView(new ArrayBuffer(3)) },
    new TypeError("payload: expected a Uint8Array, got DataView"),
  ],
];

const good2 = { ...good, version: 2, metadata: "signals" } as const;
const section = { type: 4, bytes: payload };
const hash = "00ff10ef20df30cf";
const tagTypes = "a string, a number, a boolean or a Uint8Array";
const tagNames = 'names of 1 to 32 of A-Z, a-z, 0-9, "-", "_" and ".", a letter first';
const references = '"built-in", "built-in:1" to "built-in:255" or 16 lower-case hex digits';

/** The same for version 2, as far as it differs. */
const mistakes2: readonly (readonly [change: Record<string, unknown>, error: Error])[] = [
  [{ version: 3 }, new RangeError("version: expected 1 or 2, got 3")],
  [{ version: "2" }, new TypeError('version: expected a number, got "2"')],
  [
    { coder: "raw" },
    new RangeError('coder: expected one of "stored", "tokens", "model", "bytes", got "raw"'),
  ],
  [{ dictionary: "built-in:0" }, new RangeError(`dictionary: expected ${references}, got "built-in:0"`)],
  [{ dictionary: "built-in:07" }, new RangeError(`dictionary: expected ${references}, got "built-in:07"`)],
  [{ dictionary: "built-in:256" }, new RangeError(`dictionary: expected ${references}, got "built-in:256"`)],
  [
    { contentLength: 2 ** 47 },
    new RangeError(`contentLength: expected an integer from 0 to ${2 ** 47 - 1}, got ${2 ** 47}`),
  ],
  [{ entries: [entry] }, new RangeError("entries[0].kind: expected an integer from 0 to 0, got 1")],
  [{ coder: "model", prior: 5 }, new TypeError("prior: expected null or a string, got 5")],
  [
    { coder: "model", prior: "built-in" },
    new RangeError('prior: expected 16 lower-case hex digits, got "built-in"'),
  ],
  [
    { coder: "bytes", dictionary: "built-in", prior: hash },
    new RangeError(`prior: expected null, the coder being "bytes", got "${hash}"`),
  ],
  [
    { coder: "model", prior: hash },
    new RangeError(`prior: expected null, there being no dictionary, got "${hash}"`),
  ],
  [{ signalSet: 5 }, new TypeError("signalSet: expected null or a string, got 5")],
  [
    { signalSet: "catalogue" },
    new RangeError('signalSet: expected 16 lower-case hex digits, got "catalogue"'),
  ],
  [
    { metadata: "none", signalSet: hash },
    new RangeError(`signalSet: expected null, metadata being "none", got "${hash}"`),
  ],
  [{ version: 1, signalSet: hash }, new RangeError(`signalSet: expected null in version 1, got "${hash}"`)],
  [{ tags: null }, new TypeError("tags: expected an object, got null")],
  [{ tags: "role" }, new TypeError('tags: expected an object, got "role"')],
  [{ tags: ["role"] }, new TypeError("tags: expected an object, got Array")],
  [{ tags: { role: undefined } }, new TypeError(`tags.role: expected ${tagTypes}, got undefined`)],
  [{ tags: { role: null } }, new TypeError(`tags.role: expected ${tagTypes}, got null`)],
  [{ tags: { a: true, time: new Date(0) } }, new TypeError(`tags.time: expected ${tagTypes}, got Date`)],
  [{ tags: { raw: new Uint16Array(1) } }, new TypeError(`tags.raw: expected ${tagTypes}, got Uint16Array`)],
  [{ tags: { turn: Number.NaN } }, new RangeError("tags.turn: expected a finite number, got NaN")],
  [{ tags: { turn: -Infinity } }, new RangeError("tags.turn: expected a finite number, got -Infinity")],
  [
    { tags: { note: "half: \ud83d" } },
    new RangeError('tags.note: expected a text without lone surrogates, got "half: \\ud83d"'),
  ],
  [{ tags: { "": true } }, new RangeError(`tags: expected ${tagNames}, got ""`)],
  [{ tags: { "1a": true } }, new RangeError(`tags: expected ${tagNames}, got "1a"`)],
  [{ tags: { "a b": true } }, new RangeError(`tags: expected ${tagNames}, got "a b"`)],
  [{ tags: { "a\n": true } }, new RangeError(`tags: expected ${tagNames}, got "a\\n"`)],
  [{ tags: { é: true } }, new RangeError(`tags: expected ${tagNames}, got "é"`)],
  [{ tags: JSON.parse('{ "__proto__": 1 }') }, new RangeError(`tags: expected ${tagNames}, got "__proto__"`)],
  [
    { tags: { ["x".repeat(33)]: true } },
    new RangeError(`tags: expected ${tagNames}, got "${"x".repeat(33)}"`),
  ],
  [
    { tags: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`x${i}`, true])) },
    new RangeError("tags: expected at most 32, got 33"),
  ],
  [
    { tags: { model: new Uint8Array(1022) } },
    new RangeError("tags: expected at most 1024 bytes in the frame, got 1025"),
  ],
  [{ version: 1, tags: { role: "user" } }, new RangeError("tags: expected none in version 1, got 1")],
  [
    { sections: [{ ...section, type: 0 }] },
    new RangeError(`sections[0].type: expected an integer from 1 to ${2 ** 48 - 1}, got 0`),
  ],
  [{ sections: section }, new TypeError("sections: expected an array, got Object")],
  [{ sections: [null] }, new TypeError("sections[0]: expected an object, got null")],
  [
    { sections: [section, section] },
    new RangeError(`sections[1].type: expected an integer from 5 to ${2 ** 48 - 1}, got 4`),
  ],
  [
    { sections: [{ ...section, type: 2 ** 48 }] },
    new RangeError(`sections[0].type: expected an integer from 1 to ${2 ** 48 - 1}, got ${2 ** 48}`),
  ],
  [
    { sections: [{ ...section, bytes: "tag" }] },
    new TypeError('sections[0].bytes: expected a Uint8Array, got "tag"'),
  ],
  [{ version: 1, sections: [section] }, new RangeError("sections: expected none in version 1, got 1")],
  [
    { version: 1, dictionary: "built-in", prior: hash },
    new RangeError(`prior: expected null, the coder being "stored", got "${hash}"`),
  ],
  [{ version: 1, coder: "bytes" }, new RangeError('coder: expected one of "stored", "tokens", got "bytes"')],
  [{ version: 1, coder: "model" }, new RangeError('coder: expected one of "stored", "tokens", got "model"')],
  [
    { version: 1, dictionary: "built-in:1" },
    new RangeError('dictionary: expected "built-in" or 16 lower-case hex digits, got "built-in:1"'),
  ],
];

describe("a caller's mistake", () => {
  test.each(mistakes2)("of version 2: %j", (change, error) => {
    expect(() => writeFrame({ ...good2, ...change } as never)).toThrow(error);
  });

  test.each(mistakes)("of version 1: %j", (change, error) => {
    expect(() => writeFrame({ ...good, ...change } as never)).toThrow(error);
  });

  test("in a header is the same one", () => {
    expect(() => writeFrameHeader({ ...good, checkBits: 8 } as never)).toThrow(mistakes[3]![1]);
    expect(() => writeFrameHeader(undefined as unknown as FrameFields)).toThrow(
      new TypeError("fields: expected an object, got undefined"),
    );
  });

  test("of a reader is to pass something else than bytes", () => {
    for (const read of [readFrame, readFrameHeader, isFrame]) {
      expect(() => read("b110" as never)).toThrow(new TypeError('bytes: expected a Uint8Array, got "b110"'));
      expect(() => read(new Uint16Array(4) as never)).toThrow(TypeError);
      expect(() => read(new ArrayBuffer(4) as never)).toThrow(TypeError);
    }
  });
});

describe("ContainerError", () => {
  test("says what, why and where", () => {
    const error = new ContainerError("corrupt", 7, "metadata ends in a skip");
    expect(error.message).toBe("metadata ends in a skip (corrupt at byte 7)");
    expect(error).toMatchObject({ name: "ContainerError", code: "corrupt", offset: 7 });
  });

  test("is recognised from another copy of the package, whose class is another one", async () => {
    vi.resetModules();
    const copy = await import("../src/index.ts");
    const error = new copy.ContainerError("truncated", 1, "message");
    expect(error).not.toBeInstanceOf(ContainerError);
    expect(isContainerError(error)).toBe(true);
  });

  test("is no other error and no look-alike without its fields", () => {
    const nameless = Object.assign(new Error("message"), { code: "corrupt", offset: 0 });
    const empty = Object.assign(new Error("message"), { name: "ContainerError" });
    const plain = { name: "ContainerError", code: "corrupt", offset: 0 };
    for (const other of [nameless, empty, plain, null, undefined, "corrupt"])
      expect(isContainerError(other)).toBe(false);
  });
});
