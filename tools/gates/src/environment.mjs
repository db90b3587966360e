// @ts-check

/**
 * The environment of somebody who has never seen this repository: without the module path and the npm settings that
 * pnpm hands down to its scripts (through NODE_PATH, `require` would find what was never installed). Where the
 * registry is and how to reach it stays.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function strangersEnvironment() {
  const kept = /^npm_config_(registry|cache|userconfig|cafile|strict_ssl|(https?_|no)?proxy)$/i;
  const dropped = /^(npm_|pnpm_|NODE_PATH$|NODE_OPTIONS$|INIT_CWD$|VITEST)/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => kept.test(name) || !dropped.test(name)),
  );
}
