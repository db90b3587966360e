import { MIN_SCALE_BITS } from "./constants.ts";
import { RansDecoder } from "./decoder.ts";
import { RansEncoder } from "./encoder.ts";
import { RansError } from "./errors.ts";
import type { RansModel } from "./model.ts";

/** Fields in front of a stored model: order, scaleBits - 8, symbolCount - 1. SPEC section 4.4. */
const SHAPE_WIDTHS: Uint8Array = /* @__PURE__ */ Uint8Array.of(1, 3, 8);

/**
 * Serialises a model.
 *
 * @param prior - an order-0 model of the same alphabet that the reader has too, against which the table is then smaller
 * @throws {RangeError} `prior` is not an order-0 model of that alphabet
 */
export function writeRansModel(model: RansModel, prior?: RansModel): Uint8Array {
  const encoder = new RansEncoder();
  const { order, scaleBits, symbolCount } = model;
  encoder.putFields(SHAPE_WIDTHS, Uint16Array.of(order, scaleBits - MIN_SCALE_BITS, symbolCount - 1));
  encoder.putModel(model, prior);
  return encoder.finish();
}

/**
 * Reads a model that {@link writeRansModel} wrote; `bytes` must hold it and nothing else.
 *
 * Beside a copy of `bytes`, at most 600 KiB are allocated, whatever the bytes say (an order-1 model of 256 symbols and
 * its marginal).
 *
 * @param prior - as given to {@link writeRansModel}
 * @throws {TypeError} `bytes` is not a `Uint8Array`
 * @throws {RangeError} `prior` is not an order-0 model
 * @throws {RansError} `truncated`, `corrupt`, `trailing` or `state-mismatch`: these are not the bytes of a model, or the
 * model has another alphabet than `prior`
 */
export function readRansModel(bytes: Uint8Array, prior?: RansModel): RansModel {
  const decoder = new RansDecoder(bytes);
  const fields = new Uint16Array(3);
  decoder.getFields(SHAPE_WIDTHS, fields);
  const shape = {
    order: fields[0] === 0 ? 0 : 1,
    scaleBits: fields[1] + MIN_SCALE_BITS,
    symbolCount: fields[2] + 1,
  } as const;
  // The alphabet comes from the bytes: that it is not the prior's is their fault, not the caller's.
  if (prior !== undefined && prior.symbolCount !== shape.symbolCount) {
    throw new RansError("corrupt", 0, `model of ${shape.symbolCount} symbols, prior of ${prior.symbolCount}`);
  }
  const model = decoder.getModel(shape, prior);
  if (decoder.finish()[0] !== 0) {
    throw new RansError("state-mismatch", bytes.length, "model does not end in its start state");
  }
  return model;
}
