// @ts-check
// Timing on a machine that has other things to do.
//
// Things to compare are timed in one process, in turn. The data is cut into stretches, and on each of them every task runs
// before the next one begins. So whatever slows the machine for longer than that slows all tasks alike. Two tasks are
// compared round by round, a round being once over all stretches, and of the quotients the median counts.
//
// What a task leaves behind, garbage and caches full of its data, the next one pays for. So on each stretch a task runs twice,
// and the second time counts; and the order is drawn anew each time. A stretch is as much data as takes the slowest task
// STRETCH_MILLISECONDS, and the others repeat it until they have taken as long. (With 4 instead of 20, of two tasks that did
// the same the one behind the search was mostly the slower one, by up to 15 %.)
//
// Before the first round each task runs WARM_UP_MILLISECONDS for nothing: tables are made, and code is compiled.

const STRETCH_MILLISECONDS = 20;
const WARM_UP_MILLISECONDS = 300;

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {(from: number, to: number) => number} run
 *   the work on the items from `from` to `to` - 1; the sum of what these give, the same each time, depends on all of the work
 */

/**
 * @typedef {object} Timing
 * @property {string} name
 * @property {number} result - the sum of what all items give
 * @property {number[]} milliseconds - of all items, in each round
 */

/**
 * @param {readonly Task[]} tasks
 * @param {number} itemCount - 1 or more, the same for all tasks
 * @param {number} rounds - 1 or more
 * @param {() => number} [clock] - milliseconds
 * @returns {Timing[]} in the order of the tasks
 * @throws {Error} naming a task that does not always give the same
 */
export function alternate(tasks, itemCount, rounds, clock = () => performance.now()) {
  const warm = tasks.map((task) => warmUp(task, itemCount, clock));
  const slowest = Math.max(...warm.map(({ fastest }) => fastest));
  const stretches = Math.min(itemCount, Math.ceil(slowest / STRETCH_MILLISECONDS));
  const timed = tasks.map(({ name, run }, index) => {
    const { result, fastest } = warm[index];
    const repeats = Math.max(1, Math.round((STRETCH_MILLISECONDS * stretches) / fastest));
    return { timing: { name, result, milliseconds: new Array(rounds).fill(0) }, run, repeats };
  });

  for (let round = 0; round < rounds; round++) {
    const results = new Map(timed.map((task) => [task, 0]));
    for (let stretch = 0; stretch < stretches; stretch++) {
      const from = Math.floor((stretch * itemCount) / stretches);
      const to = Math.floor(((stretch + 1) * itemCount) / stretches);
      for (const task of shuffled(timed)) {
        repeatedly(task, from, to);
        const started = clock();
        const result = repeatedly(task, from, to);
        task.timing.milliseconds[round] += (clock() - started) / task.repeats;
        results.set(task, (results.get(task) ?? 0) + result);
      }
    }
    for (const [{ timing }, result] of results) {
      if (result !== timing.result) throw new Error(`${timing.name} does not always give the same`);
    }
  }
  return timed.map(({ timing }) => timing);
}

/**
 * @template Item
 * @param {readonly Item[]} items
 * @returns {Item[]}
 */
function shuffled(items) {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/**
 * @param {{ run: Task["run"], repeats: number }} task
 * @param {number} from
 * @param {number} to
 * @returns {number} what one of the repeats gives, on average
 */
function repeatedly({ run, repeats }, from, to) {
  let sum = 0;
  for (let repeat = 0; repeat < repeats; repeat++) sum += run(from, to);
  return sum / repeats;
}

/**
 * @param {Task} task
 * @param {number} itemCount
 * @param {() => number} clock
 * @returns {{ result: number, fastest: number }} milliseconds of the fastest run over all items
 */
function warmUp({ run }, itemCount, clock) {
  let result = 0;
  let fastest = Number.POSITIVE_INFINITY;
  for (let spent = 0; spent < WARM_UP_MILLISECONDS; ) {
    const started = clock();
    result = run(0, itemCount);
    // The clock may not have moved; a microsecond keeps the loop going.
    const milliseconds = Math.max(clock() - started, 1e-3);
    fastest = Math.min(fastest, milliseconds);
    spent += milliseconds;
  }
  return { result, fastest };
}

/**
 * Sums over a list of items, as a task does.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item) => number} read
 * @returns {Task["run"]}
 */
export function sumOver(items, read) {
  return (from, to) => {
    let sum = 0;
    for (let index = from; index < to; index++) sum += read(items[index]);
    return sum;
  };
}

/**
 * @param {readonly number[]} values - at least one
 * @returns {number} the least: what is left if nothing else ran
 */
export function best(values) {
  return Math.min(...values);
}

/**
 * @param {readonly number[]} values - at least one
 * @returns {number} the middle one, or the mean of the two in the middle
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Times of one thing of many, a text or a byte.
 *
 * @typedef {object} Times
 * @property {string} name
 * @property {number} best - of the rounds
 * @property {number} median
 * @property {number[]} rounds
 */

/**
 * @param {Timing} timing
 * @param {number} scale - from milliseconds of a pass to whatever a thing is to be told in
 * @returns {Times}
 */
export function timesOf({ name, milliseconds }, scale) {
  const rounds = milliseconds.map((value) => value * scale);
  return { name, best: best(rounds), median: median(rounds), rounds };
}

/**
 * @param {Timing} timing
 * @param {Timing} other - of the same rounds
 * @returns {number} how many times as long `timing` takes as `other`: the median of that of each round
 */
export function timesAsLong(timing, other) {
  return median(timing.milliseconds.map((milliseconds, round) => milliseconds / other.milliseconds[round]));
}
