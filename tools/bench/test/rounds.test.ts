import { describe, expect, it } from "vitest";
import { alternate, best, median, sumOver, timesAsLong, timesOf } from "../src/rounds.mjs";

const timing = (name: string, ...milliseconds: number[]) => ({ name, result: 0, milliseconds });

describe("alternate", () => {
  /** A clock that moves by what work is said to take, and tasks that take that of it. */
  function fakeWork() {
    let now = 0;
    const runs: string[] = [];
    const task = (name: string, millisecondsAnItem: number) => ({
      name,
      run: (from: number, to: number) => {
        now += (to - from) * millisecondsAnItem;
        runs.push(`${name} ${from}-${to}`);
        return to - from;
      },
    });
    return { task, clock: () => now, runs };
  }

  it("gives each task's time for all items, in each round, in the order of the tasks", () => {
    const { task, clock } = fakeWork();
    const timings = alternate([task("slow", 2), task("quick", 0.125)], 100, 3, clock);
    expect(timings).toEqual([
      { name: "slow", result: 100, milliseconds: [200, 200, 200] },
      { name: "quick", result: 100, milliseconds: [12.5, 12.5, 12.5] },
    ]);
  });

  it("has every task run on a stretch before any runs on the next", () => {
    const { task, clock, runs } = fakeWork();
    alternate([task("a", 2), task("b", 2)], 20, 1, clock);
    const timed = runs.slice(runs.findIndex((run) => !run.endsWith("0-20")));
    expect(timed).toHaveLength(8);
    expect(timed.slice(0, 4).sort()).toEqual(["a 0-10", "a 0-10", "b 0-10", "b 0-10"]);
    expect(timed.slice(4).sort()).toEqual(["a 10-20", "a 10-20", "b 10-20", "b 10-20"]);
  });

  it("repeats quick work until it has taken as long as the slow", () => {
    const { task, clock, runs } = fakeWork();
    alternate([task("slow", 20), task("quick", 1)], 2, 1, clock);
    const count = (run: string): number => runs.filter((other) => other === run).length;
    expect([count("slow 0-1"), count("quick 0-1")]).toEqual([2, 40]);
  });

  it("does not divide an item, and does not wait for a clock that stands still", () => {
    const { task, clock } = fakeWork();
    expect(alternate([task("slow", 900)], 1, 1, clock)).toEqual(
      [timing("slow", 900)].map((t) => ({ ...t, result: 1 })),
    );
    expect(alternate([task("none", 0)], 1, 1, clock)[0]?.milliseconds).toEqual([0]);
  });

  it("names a task that does not always give the same", () => {
    let calls = 0;
    const fickle = { name: "fickle", run: () => ++calls };
    expect(() => alternate([fickle], 1, 1)).toThrow("fickle does not always give the same");
  });
});

describe("statistics", () => {
  it("takes the least and the middle one", () => {
    expect(best([3, 1, 2])).toBe(1);
    expect(median([10, 1, 2])).toBe(2);
    expect(median([10, 1, 2, 4])).toBe(3);
    expect(median([7])).toBe(7);
  });

  it("leaves the order of the rounds as it is", () => {
    const rounds = [3, 1, 2];
    median(rounds);
    expect(rounds).toEqual([3, 1, 2]);
  });

  it("scales to the thing that is told of", () => {
    expect(timesOf(timing("t", 4, 2, 3), 1000 / 10)).toEqual({
      ...{ name: "t", best: 200, median: 300, rounds: [400, 200, 300] },
    });
  });

  it("compares two tasks round by round, so that a slow hour counts on both sides", () => {
    expect(timesAsLong(timing("a", 2, 200, 9), timing("b", 1, 100, 3))).toBe(2);
  });

  it("sums over a part of a list", () => {
    expect(sumOver([1, 10, 100, 1000], (value) => 2 * value)(1, 3)).toBe(220);
  });
});
