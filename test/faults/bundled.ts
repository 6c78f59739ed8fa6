import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundled, root } from '@millwright/testing';

/** A writer of the audit log as one file, and the worker of its log. */
export interface Bundled {
  readonly script: string;
  readonly worker: URL;
}

/** Bundles a writer of this folder, and the log's worker, from their sources. */
export const bundledWriter = (name: string): Bundled => ({
  script: bundled(join(import.meta.dirname, `${name}.ts`)),
  worker: pathToFileURL(bundled(join(root, 'plugins/audit/src/runtime/worker.ts'))),
});
