/** The categories by kind, as SPEC.md numbers them: written down again, so that the scripts check the package's list. */
export const CATEGORIES = [
  "refusal",
  "apology",
  "uncertainty",
  "ai-disclosure",
  "tool-call",
  "tool-result",
  "error",
  "code",
  "citation",
  "greeting",
  "closing",
  "escalation",
  "prompt-injection",
  "text",
  "markup",
  "json",
  "program",
];

/** A file of the package. */
export const packageFile = (path) => new URL(`../${path}`, import.meta.url);
