/** What changes when a terminal is at the other end. `script` of util-linux provides one; without it, no test. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compress } from "brio-codec";
import { describe, expect, it } from "vitest";
import { conversation, createFolder, MAIN, namesIn } from "./brio.ts";

const available = spawnSync("script", ["-qec", "true", "/dev/null"], { input: "" }).status === 0;

/** Runs a line of shell whose standard streams are a terminal unless the line redirects them. */
function onTerminal(folder: string, line: string): { status: number | null; screen: string } {
  const { status, stdout } = spawnSync("script", ["-qec", line, "/dev/null"], {
    cwd: folder,
    env: { ...process.env, BRIO: `${process.execPath} ${MAIN}`, SHELL: "/bin/sh", TERM: "xterm" },
    input: "",
  });
  return { status, screen: stdout.toString("latin1").replaceAll("\r\n", "\n") };
}

const content = conversation();

describe.skipIf(!available)("on a terminal (skipped where `script` of util-linux is missing)", () => {
  it("refuses to show a frame, unless told to", () => {
    const folder = createFolder();
    writeFileSync(join(folder, "a.txt"), content);
    const frame = Buffer.from(compress(content));

    const refused = onTerminal(folder, "$BRIO < a.txt");
    expect(refused.status).toBe(1);
    expect(refused.screen).toMatch(/^brio: standard output: binary data is not written to a terminal .*\n$/);

    for (const insisting of ["$BRIO -c < a.txt", "$BRIO -f < a.txt", "$BRIO -c a.txt", "$BRIO -o - a.txt"]) {
      const { status, screen } = onTerminal(folder, insisting);
      expect(status).toBe(0);
      // What the terminal makes of the bytes is its affair; the first ones are the frame's.
      expect(screen.slice(0, 2)).toBe(frame.subarray(0, 2).toString("latin1"));
    }
  });

  it("shows decompressed text, but not decompressed binary data", () => {
    const folder = createFolder();
    writeFileSync(join(folder, "text.brio"), compress("Grüße\n"));
    writeFileSync(join(folder, "binary.brio"), compress(Uint8Array.of(0, 1, 2)));
    const text = onTerminal(folder, "$BRIO -d < text.brio");
    expect(text.status).toBe(0);
    expect(Buffer.from(text.screen, "latin1").toString()).toBe("Grüße\n");

    const binary = onTerminal(folder, "$BRIO -d < binary.brio");
    expect(binary.status).toBe(1);
    expect(binary.screen).toContain("binary data is not written to a terminal");
  });

  it("does not wait for somebody to type a file", () => {
    for (const command of ["", "-d", "inspect"]) {
      const { status, screen } = onTerminal(createFolder(), `$BRIO ${command}`);
      expect(status).toBe(2);
      expect(screen).toMatch(/^brio: nothing to (compress|decompress|inspect): name a FILE/);
    }
  });

  it("draws a bar over several files, wipes it for messages and at the end", () => {
    const folder = createFolder();
    for (const name of ["a", "b"]) writeFileSync(join(folder, name), content);
    const { status, screen } = onTerminal(folder, "$BRIO a missing b");
    expect(status).toBe(1);
    expect(screen).toContain("0/3 a");
    expect(screen).toContain("1/3 missing");
    expect(screen).toContain("2/3 b");
    // CSI 1 G, CSI 2 K: to the first column, and wipe the line.
    expect(screen).toContain("\u001b[1G\u001b[2Kbrio: missing: no such file or directory\n");
    expect(screen.endsWith("\u001b[1G\u001b[2K")).toBe(true);
    expect(namesIn(folder)).toEqual(["a", "a.brio", "b", "b.brio"]);
  });

  it.each([
    ["-q", "$BRIO -q a b"],
    ["--json", "$BRIO --json a b > report"],
    ["a single file", "$BRIO a"],
    ["standard error in a file", "$BRIO a b 2> messages"],
  ])("draws none with %s", (_, line) => {
    const folder = createFolder();
    for (const name of ["a", "b"]) writeFileSync(join(folder, name), content);
    expect(onTerminal(folder, line)).toEqual({ status: 0, screen: "" });
  });

  it("draws one over the coders of bench, and not into the table", () => {
    const folder = createFolder();
    writeFileSync(join(folder, "a"), content);
    const { status, screen } = onTerminal(folder, "$BRIO bench --levels 1 --rounds 1 a > table");
    expect(status).toBe(0);
    expect(screen).toContain("1/5 brio-1");
    expect(screen).toContain("4/5 brotli-11");
    expect(readFileSync(join(folder, "table"), "utf8")).not.toContain("\u001b");
  });

  it("draws one over the steps of train, from one end to the other", () => {
    const folder = createFolder();
    writeFileSync(join(folder, "a"), content);
    for (const [options, first, middle] of [
      ["", "0/26 ", /1[0-5]\/26 /],
      ["--model", "0/26 counting what is not held out", /1[0-5]\/26 tuning profile 0/],
    ] as const) {
      const { status, screen } = onTerminal(
        folder,
        `$BRIO train ${options} --lines -f -o trained a > report`,
      );
      expect(status).toBe(0);
      expect(screen).toContain(first);
      expect(screen).toMatch(middle);
      expect(screen).toContain("25/26 measuring");
    }
  });
});
