import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ProcessLock } from './process-lock.ts';

describe('the lock of a user directory', () => {
  let directory: string;
  let lock: ProcessLock;
  const file = (): string => join(directory, 'process.lock');
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-lock-'));
    lock = new ProcessLock(file());
  });
  afterEach(() => {
    lock.release();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Another process, which has it and stays. */
  const other = async () => {
    const from = pathToFileURL(join(import.meta.dirname, 'process-lock.ts'));
    const code = `import { ProcessLock } from ${JSON.stringify(from)};
      console.log(new ProcessLock(${JSON.stringify(file())}).take());
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(child.stdout, 'data');
    const kill = async (): Promise<void> => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    };
    return { said: String(said).trim(), kill };
  };

  it('is had by one process at a time, and is free once that was killed', async () => {
    const { said, kill } = await other();
    const taken = lock.take();
    await kill();
    assert.deepEqual([said, taken, lock.take(), lock.take()], ['true', false, true, true]);
    assert.equal(statSync(file()).mode & 0o077, 0);
    const late = await other();
    lock.release();
    await late.kill();
    assert.equal(late.said, 'false');
  });

  it('is had where the disk has no place for it', () => {
    const nowhere = new ProcessLock(join(directory, 'nowhere', 'process.lock'));
    assert.deepEqual([nowhere.take(), nowhere.take()], [true, true]);
    nowhere.release();
  });
});
