import { CERTAIN } from "brio-dictionary";

/** ⌊2^19.5⌋, of which the weights of all odd exponents are the upper bits. */
const HALF_POWER = 741455;

/** What an exponent of a phrase model stands for, SPEC section 4: ⌊2^(e/2)⌋ for e = 0 … 40. */
export const EXPONENT_WEIGHTS: Uint32Array = /* @__PURE__ */ Uint32Array.from(
  { length: CERTAIN + 1 },
  (_, exponent) =>
    exponent % 2 === 0 ? 1 << (exponent >> 1) : HALF_POWER >> ((CERTAIN - 1 - exponent) >> 1),
);
