import { basename, dirname, extname, isAbsolute, join } from 'node:path';
import { runtimeErrors } from '../errors.ts';
import type { FlowFiles } from '../host.ts';

/** What Node-RED works its files out from. */
export interface Surroundings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly userDirectory: string;
  readonly workingDirectory: string;
  readonly hostName: string;
  /** Of Node-RED. */
  readonly major: number;
  readonly exists: (path: string) => boolean;
}

/**
 * Where Node-RED keeps flows and credentials, as its own storage works it out when it starts.
 *
 * @throws `runtime.flows-elsewhere`
 * @see `@node-red/runtime/lib/storage/localfilesystem/projects/index.js`, `init`
 */
export function flowFilesOf(around: Surroundings): FlowFiles {
  const { settings, userDirectory, major, exists } = around;
  const where = elsewhere(settings);
  if (where) throw runtimeErrors.flowsElsewhere({ where });
  const flows = flowFileOf(around);
  const extension = extname(flows);
  const name = `${basename(flows, extension)}_cred${extension}`;
  const old = join(userDirectory, name);
  // Node-RED 4 knows only the one place.
  const credentials = major < 5 || exists(old) ? old : join(dirname(flows), name);
  return { flows, credentials, isPretty: Boolean(settings['flowFilePretty']) };
}

function flowFileOf({ settings, userDirectory, workingDirectory, hostName, exists }: Surroundings): string {
  const { flowFile } = settings;
  if (typeof flowFile !== 'string' || flowFile === '') return join(userDirectory, `flows_${hostName}.json`);
  if (isAbsolute(flowFile)) return flowFile;
  const besides = join(workingDirectory, flowFile);
  return flowFile.startsWith('./') || exists(besides) ? besides : join(userDirectory, flowFile);
}

function elsewhere(
  settings: Surroundings['settings'],
): 'projects' | 'storage-module' | 'read-only' | undefined {
  const { storageModule, readOnly, editorTheme } = settings;
  if (storageModule && storageModule !== 'localfilesystem') return 'storage-module';
  const { projects } = (editorTheme ?? {}) as { readonly projects?: { readonly enabled?: unknown } };
  if (projects?.enabled === true) return 'projects';
  return readOnly ? 'read-only' : undefined;
}
