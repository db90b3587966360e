// A file system without hard links, such as FAT.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

fs.linkSync = () => {
  throw Object.assign(new Error("operation not permitted"), { code: "EPERM", errno: -1, syscall: "link" });
};
syncBuiltinESMExports();
