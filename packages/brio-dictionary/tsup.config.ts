import { library } from "../../.tsup.shared.ts";

// The one function that is taken from this library is built in: importing all of it would take longer than everything else
// that importing this package takes (measured: 25 ms, most of it for random numbers that a content hash has no use for).
export default { ...library, noExternal: ["@noble/hashes"] };
