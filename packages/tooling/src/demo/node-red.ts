import { join } from 'node:path';
import { compileCache, root } from '@millwright/testing';
import { type ManagedOptions, ManagedProcess } from './process.ts';

export interface NodeRedOptions extends Pick<ManagedOptions, 'name' | 'died'> {
  /** The user directory, with its settings; Node-RED's log goes there too. */
  readonly directory: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a Node-RED with everything in the repository, and waits until its editor can be used. */
export function startNodeRed({
  directory,
  port,
  environment,
  ...options
}: NodeRedOptions): Promise<ManagedProcess> {
  return ManagedProcess.start({
    ...options,
    args: [
      '--disable-warning=ExperimentalWarning',
      '--require',
      join(root, 'packages/tooling/src/demo/end-with-parent.cjs'),
      join(root, 'node_modules/node-red/red.js'),
      '--userDir',
      directory,
      '--settings',
      join(directory, 'settings.js'),
      '--port',
      String(port),
    ],
    environment: { ...environment, NODE_COMPILE_CACHE: compileCache },
    logFile: join(directory, 'node-red.log'),
    ready:
      /Server now running at[\s\S]*Started flows|Started flows[\s\S]*Server now running at|Waiting for missing types/,
    deadline: 60_000,
  });
}
