import { type Frame, readFrame, writeFrame } from "brio-container";

const payload: Uint8Array = Uint8Array.of(1, 2, 3);
const bytes: Uint8Array = writeFrame({ coder: "stored", checkBits: 16, contentLength: 3, payload });
const frame: Frame = readFrame(bytes);
if (frame.payload.join() !== payload.join()) throw new Error("not what went in");
