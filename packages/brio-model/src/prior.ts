import type { ContextLists } from "./context-lists.ts";
import type { TrainedProfile } from "./model.ts";

/**
 * What training knows of texts of a kind: successors of contexts, and where the mixers of the profiles start from. Made by `trainPrior` or
 * `readPrior` for one alphabet; treat it as immutable.
 */
export interface Prior {
  /** FNV-1a hash of 64 bits of the file, as 16 lower-case hexadecimal digits. */
  readonly id: string;
  /** The id of the dictionary whose symbols the alphabet has: 16 lower-case hexadecimal digits. */
  readonly dictionaryId: string;
  /** Of a prior that WebAssembly read, the arrays are made when somebody first asks for one. */
  readonly lists: ContextLists;
  /** Profile 0, the smallest frames, and profile 1, which is faster. */
  readonly profiles: readonly [TrainedProfile, TrainedProfile];
}
