import { join } from 'node:path';
import { compileCache, root } from '@millwright/testing/paths';
import { type ManagedOptions, ManagedProcess } from './process.ts';

/** Starts something of `packages/simulators`, with its arguments. */
export function startSimulator(
  name: string,
  args: readonly string[],
  options: Pick<ManagedOptions, 'logFile' | 'died'>,
): ManagedProcess {
  return new ManagedProcess({
    ...options,
    name,
    environment: { NODE_COMPILE_CACHE: compileCache },
    args: ['--conditions=@millwright/source', join(root, 'packages/simulators/src/cli.ts'), ...args],
    ready: /ready|listening/i,
    deadline: 60_000,
  });
}
