import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';

/** Where this process has its bundles; gone with it. */
let directory: string | undefined;

function ownDirectory(): string {
  if (directory) return directory;
  const made = mkdtempSync(join(tmpdir(), 'millwright-bundles-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  directory = made;
  return made;
}

const bundles = new Map<string, string>();

/**
 * Bundles a source that a process or a thread starts from, once in this process: it then starts in a fifth of the time,
 * and tests that start hundreds of them show the same sooner.
 * @param source path of the source
 * @returns path of the bundle, an ES module that lives as long as this process
 */
export function bundled(source: string): string {
  const known = bundles.get(source);
  if (known) return known;
  const name = `${basename(source, '.ts')}-${bundles.size}`;
  const outfile = join(ownDirectory(), `${name}.mjs`);
  buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.18',
    conditions: ['@millwright/source'],
    logLevel: 'warning',
    // What is CommonJS asks for Node's own modules by this name.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  bundles.set(source, outfile);
  return outfile;
}
