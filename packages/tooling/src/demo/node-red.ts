import { join } from 'node:path';
import { compileCache, root } from '@millwright/testing/paths';
import { type ManagedOptions, ManagedProcess } from './process.ts';

export interface NodeRedOptions extends Pick<ManagedOptions, 'name' | 'died'> {
  /** The user directory, with its settings; Node-RED's log goes there too. */
  readonly directory: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** With `millwright supervise` beside it, which starts it again. */
  readonly supervised?: boolean;
}

const quiet = '--disable-warning=ExperimentalWarning';
const command = join(root, 'packages/cli/dist/millwright.cjs');

/** Starts a Node-RED with everything in the repository; it is ready when its editor can be used. */
export function startNodeRed(options: NodeRedOptions): ManagedProcess {
  const { directory, port, environment, supervised = false, name, died } = options;
  const nodeRed = [
    join(root, 'node_modules/node-red/red.js'),
    '--userDir',
    directory,
    '--settings',
    join(directory, 'settings.js'),
    '--port',
    String(port),
  ];
  const what = supervised ? [command, 'supervise', '--', process.execPath, quiet, ...nodeRed] : nodeRed;
  return new ManagedProcess({
    name,
    died,
    args: [quiet, '--require', join(root, 'packages/tooling/src/demo/end-with-parent.cjs'), ...what],
    environment: { ...environment, NODE_COMPILE_CACHE: compileCache },
    logFile: join(directory, 'node-red.log'),
    ready:
      /Server now running at[\s\S]*Started flows|Started flows[\s\S]*Server now running at|Waiting for missing types/,
    deadline: 180_000,
  });
}
