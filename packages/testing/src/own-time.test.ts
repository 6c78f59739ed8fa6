import assert from 'node:assert/strict';
import { once } from 'node:events';
import { endChild, spawnChild } from './children.ts';
import { root } from './paths.ts';
import { waitFor } from './wait.ts';

/** What a process tells of half a second that it waits for, or works through: the time that passed, and its own. */
async function told(how: 'waits' | 'works', isStopped: boolean): Promise<{ wall: number; own: number }> {
  const script = `
    const { OwnTime } = await import('./packages/testing/src/own-time.ts');
    const began = performance.now();
    const time = OwnTime.begin();
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.stdout.write('begun\\n');
    if (${how === 'works'}) while (process.cpuUsage().user < 500_000);
    else await new Promise((resolve) => setTimeout(resolve, 500));
    const own = time.passed;
    process.stdout.write(JSON.stringify({ wall: performance.now() - began, own }));
  `;
  const child = spawnChild(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  const ended = once(child, 'exit');
  try {
    await waitFor('it to begin', () => text.includes('begun'));
    if (isStopped) {
      child.kill('SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      child.kill('SIGCONT');
    }
    await ended;
    return JSON.parse(text.slice('begun\n'.length));
  } finally {
    await endChild(child);
  }
}

describe('the time of a process', () => {
  if (process.platform === 'win32') return;

  it('goes on while it waits', async () => {
    const { wall, own } = await told('waits', false);
    assert.ok(own >= 400 && own <= wall, `${own} of ${wall} ms`);
  });

  it('goes on while it works and nothing else gets its turn', async () => {
    const { wall, own } = await told('works', false);
    assert.ok(own >= 300 && own <= wall, `${own} of ${wall} ms`);
  });

  it('stands still while the process does', async () => {
    const { wall, own } = await told('waits', true);
    assert.ok(wall >= 1_500 && own <= wall - 1_000, `${own} of ${wall} ms`);
  });
});
