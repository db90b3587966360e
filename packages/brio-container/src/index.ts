export { frameCheck } from "./check.ts";
export { ContainerError, type ContainerErrorCode, isContainerError } from "./errors.ts";
export type {
  CheckBits,
  Coder,
  DictionaryReference,
  FormatVersion,
  Frame,
  FrameEntry,
  FrameFields,
  FrameHeader,
  FrameSection,
  MetadataScope,
} from "./frame.ts";
export { isFrame, readFrame, readFrameHeader } from "./read-frame.ts";
export { writeFrame, writeFrameHeader } from "./write-frame.ts";
