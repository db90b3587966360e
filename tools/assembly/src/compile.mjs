// @ts-check
import asc from "assemblyscript/asc";

/**
 * Compiles an AssemblyScript program to a WebAssembly module that stands alone: it imports nothing, runs nothing when it is
 * instantiated, has no allocator, and exports its memory. The same source gives the same bytes.
 *
 * @param {string} entry path of the program, relative to the working folder
 * @param {boolean} simd whether it may use vectors; the source reads it as ASC_FEATURE_SIMD
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function compile(entry, simd) {
  /** @type {Uint8Array | undefined} */
  let binary;
  let complaints = "";
  const { error } = await asc.main(
    [
      entry,
      "--optimizeLevel=3",
      "--shrinkLevel=0",
      "--converge",
      "--noAssert",
      "--runtime=stub",
      "--use=abort=",
      "--initialMemory=2",
      simd ? "--enable=simd" : "--disable=simd",
      "--outFile=module.wasm",
    ],
    {
      writeFile: (_, content) => {
        binary = /** @type {Uint8Array} */ (content);
      },
      stderr: {
        write: (text) => {
          complaints += text;
        },
      },
    },
  );
  if (error !== null || binary === undefined) throw new Error(`${entry}: ${complaints || error}`);
  const copy = new Uint8Array(binary);
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(copy));
  if (imports.length > 0) throw new Error(`${entry} imports ${JSON.stringify(imports)}`);
  return copy;
}
