import type { TrainedProfile } from "../model.ts";

/** Contexts that any of the profiles uses, ascending: the prior has lists of those. */
export function contextsOf(profiles: readonly Pick<TrainedProfile, "profile">[]): number[] {
  return [...new Set(profiles.flatMap(({ profile }) => profile.contexts))].sort((a, b) => a - b);
}
