import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

const living = new Set<ChildProcess>();

// The last line of defence: whatever a test forgot ends with the test process.
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Starts a child process that never outlives the test process. */
export function spawnChild(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  living.add(child);
  child.once('exit', () => living.delete(child));
  child.once('error', () => living.delete(child));
  return child;
}

/** Ends a child: the signal first, SIGKILL after `grace` ms. Resolves when it is gone, with its exit code or signal. */
export async function endChild(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
  grace = 10_000,
): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
  const gone = once(child, 'exit');
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), grace);
  await gone;
  clearTimeout(force);
  return child.exitCode ?? child.signalCode;
}
