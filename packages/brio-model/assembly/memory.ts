/** Where the model and the work of a payload lie: the directory of src/kernel-wasm/layout.ts, read once a call. */
import * as layout from "../src/kernel-wasm/layout";

export let nodes: usize = 0;
export let symbols: usize = 0;
export let bytes: usize = 0;
export let symbolsOfLeaves: usize = 0;
export let transitions: usize = 0;
export let keyBits: usize = 0;
export let listSlots: usize = 0;
export let successors: usize = 0;
export let confidences: usize = 0;
export let nodeWeights: usize = 0;
export let neighbourWeights: usize = 0;
export let matchWeights: usize = 0;
export let refinements: usize = 0;
export let recent: usize = 0;
export let counters: usize = 0;
export let window: usize = 0;
export let positions: usize = 0;

export let root: i32 = 0;
export let classNodeCount: u32 = 0;
export let classCount: u32 = 0;
export let hasTransitions: bool = false;
export let hasLists: bool = false;
export let listSlotMask: u32 = 0;
export let contextCount: u32 = 0;
export let inputCount: u32 = 0;
export let learningRate: i32 = 0;
export let finalLearningRate: i32 = 0;
export let matchLength: u32 = 0;
export let counterMask: u32 = 0;
export let windowMask: u32 = 0;
export let positionMask: u32 = 0;

@inline
function word(at: usize): u32 {
  return load<u32>(at, layout.DIRECTORY_AT);
}

export function readDirectory(): void {
  nodes = word(layout.NODES);
  symbols = word(layout.SYMBOLS);
  bytes = word(layout.BYTES);
  symbolsOfLeaves = word(layout.SYMBOLS_OF_LEAVES);
  transitions = word(layout.TRANSITIONS);
  keyBits = word(layout.KEY_BITS);
  listSlots = word(layout.LIST_SLOTS);
  successors = word(layout.SUCCESSORS);
  confidences = word(layout.CONFIDENCES);
  nodeWeights = word(layout.NODE_WEIGHTS);
  neighbourWeights = word(layout.NEIGHBOUR_WEIGHTS);
  matchWeights = word(layout.MATCH_WEIGHTS);
  refinements = word(layout.REFINEMENTS);
  recent = word(layout.RECENT);
  counters = word(layout.COUNTERS);
  window = word(layout.WINDOW);
  positions = word(layout.POSITIONS);
  root = i32(word(layout.ROOT));
  classNodeCount = word(layout.CLASS_NODE_COUNT);
  classCount = word(layout.CLASS_COUNT);
  hasTransitions = word(layout.HAS_TRANSITIONS) != 0;
  hasLists = word(layout.HAS_LISTS) != 0;
  listSlotMask = word(layout.LIST_SLOT_MASK);
  contextCount = word(layout.CONTEXT_COUNT);
  inputCount = word(layout.INPUT_COUNT);
  learningRate = i32(word(layout.LEARNING_RATE));
  finalLearningRate = i32(word(layout.FINAL_LEARNING_RATE));
  matchLength = word(layout.MATCH_LENGTH);
  counterMask = word(layout.COUNTER_MASK);
  windowMask = word(layout.WINDOW_MASK);
  positionMask = word(layout.POSITION_MASK);
}
