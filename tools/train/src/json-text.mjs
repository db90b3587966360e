/**
 * @typedef {object} JsonStyle
 * @property {boolean} spaced a space after commas and colons, as Python's `json.dumps` writes by default
 * @property {boolean} ascii every other character escaped, as Python does by default
 */

/**
 * JSON as logs have it.
 *
 * @param {unknown} value
 * @param {JsonStyle} style
 * @returns {string}
 */
export function jsonText(value, { spaced, ascii }) {
  const text = spaced ? spacedText(value) : JSON.stringify(value);
  if (!ascii) return text;
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function spacedText(value) {
  if (Array.isArray(value)) return `[${value.map(spacedText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}: ${spacedText(member)}`);
  return `{${members.join(", ")}}`;
}
