import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '@millwright/testing';
import { build } from 'esbuild';

/** A writer of the audit log as one file, and the worker of its log. */
export interface Bundled {
  readonly script: string;
  readonly worker: URL;
}

/**
 * Bundles a writer of this folder, and the log's worker, from their sources: a process and its thread then start in a
 * third of the time, and a test that starts hundreds of them shows the same in a third of the time too.
 * @param directory where the two files go
 */
export async function bundledWriter(name: string, directory: string): Promise<Bundled> {
  const worker = join(directory, 'worker.mjs');
  const script = join(directory, `${name}.mjs`);
  await build({
    entryPoints: [
      { in: join(import.meta.dirname, `${name}.ts`), out: name },
      { in: join(root, 'plugins/audit/src/runtime/worker.ts'), out: 'worker' },
    ],
    outdir: directory,
    outExtension: { '.js': '.mjs' },
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
  return { script, worker: pathToFileURL(worker) };
}
