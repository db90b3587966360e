/** The style sheet of the report. */

/**
 * Colours come in pairs, for light and for dark, and say nothing that shapes and words do not say as well. Those of the
 * families differ in lightness, too. Text has at least 4.5 times the luminance of what is behind it, or the other way round.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --band: #f4f6f8;
  --brio: #0b5cad; --brotli: #a8480b; --gzip: #4d6b1f; --zstd: #7b3fa0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --ink: #e6e9ed; --quiet: #a3acb6; --line: #3b434c; --band: #1d2127;
    --brio: #74b3f5; --brotli: #f0a068; --gzip: #b3cf7c; --zstd: #cfa3ea;
  }
}
body {
  margin: 2rem auto; max-width: 62rem; padding: 0 1rem;
  background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif;
}
h1 { font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; }
.verdict { border-left: 4px solid var(--brio); background: var(--band); padding: 0.75rem 1rem; font-size: 1.05rem; }
.quiet, figcaption, caption { color: var(--quiet); }
figure, .wide { margin: 1rem 0; overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: 0.25rem; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { text-align: left; }
svg { display: block; min-width: 40rem; width: 100%; height: auto; font: 12px system-ui, sans-serif; }
svg text { fill: var(--ink); }
svg .axis { fill: var(--quiet); }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .reference { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 2 3; }
svg .brio { --mark: var(--brio); } svg .brotli { --mark: var(--brotli); }
svg .gzip { --mark: var(--gzip); } svg .zstd { --mark: var(--zstd); }
svg .path { fill: none; stroke: var(--mark); stroke-width: 1.5; }
svg .filled { fill: var(--mark); stroke: var(--page); stroke-width: 1; }
svg .hollow { fill: var(--page); stroke: var(--mark); stroke-width: 2; }
svg .setting { fill: var(--page); font-size: 9px; font-weight: 700; text-anchor: middle; }
`;
