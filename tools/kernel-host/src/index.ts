export { compileModule } from "./compile-module.ts";
export { IS_LITTLE_ENDIAN, kernelVariable, type MakeWasmKernel, selectKernel } from "./select-kernel.ts";
