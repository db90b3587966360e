// @ts-check

/** Bytes a line. */
const LINE = 56;

/**
 * A TypeScript source that exports each module as a string of hex digits. A string survives every bundler; and unlike base64,
 * hex keeps bytes apart, so that a compressor still finds what the modules have in common: gzip makes two modules
 * of brio-rans half as large as in base64.
 *
 * @param {string} entry what the modules were made from
 * @param {Record<string, Uint8Array>} modules by the name of the constant
 * @returns {string}
 */
export function embed(entry, modules) {
  const constants = Object.entries(modules).map(([name, bytes]) => {
    const lines = [];
    for (let at = 0; at < bytes.length; at += LINE) {
      lines.push(`  "${Buffer.from(bytes.subarray(at, at + LINE)).toString("hex")}"`);
    }
    return `/** ${bytes.length} bytes. */\nexport const ${name}: string =\n${lines.join(" +\n")};\n`;
  });
  return `// Generated from ${entry} by \`npm run generate\`. Do not edit.\n\n${constants.join("\n")}`;
}
