export { frameCheck } from "./check.ts";
export { ContainerError, type ContainerErrorCode, isContainerError } from "./errors.ts";
export type {
  CheckBits,
  Coder,
  DictionaryReference,
  EntryVisitor,
  FormatVersion,
  Frame,
  FrameEntry,
  FrameFields,
  FrameHeader,
  FrameSection,
  FrameTags,
  MetadataScope,
  TagValue,
} from "./frame.ts";
export { isFrame, readFrame, readFrameHeader, visitEntries } from "./read-frame.ts";
export { writeFrame, writeFrameHeader } from "./write-frame.ts";
