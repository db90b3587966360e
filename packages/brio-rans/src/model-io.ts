import { MIN_SCALE_BITS } from "./constants.ts";
import { RansDecoder } from "./decoder.ts";
import { RansEncoder } from "./encoder.ts";
import { RansError } from "./errors.ts";
import type { RansModel } from "./model.ts";

/** Fields in front of a stored model: order, scaleBits - 8, symbolCount - 1. SPEC section 4.4. */
const SHAPE_WIDTHS: Uint8Array = /* @__PURE__ */ Uint8Array.of(1, 3, 8);

/**
 * Serialises a model. An order-0 model of English text takes 40 to 60 bytes.
 *
 * @param prior - an order-0 model of the same alphabet that the reader has too, against which the table is then smaller
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
 * At most 448 KiB are allocated, whatever the bytes say (the arrays of an order-1 model of 256 symbols).
 *
 * @throws {RansError} `truncated`, `corrupt`, `trailing` or `state-mismatch`: these are not the bytes of a model
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
  const model = decoder.getModel(shape, prior);
  if (decoder.finish()[0] !== 0) {
    throw new RansError("state-mismatch", bytes.length, "model does not end in its start state");
  }
  return model;
}
