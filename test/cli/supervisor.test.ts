import assert from 'node:assert/strict';
import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { endChild, root, spawnChild, waitFor } from '@millwright/testing';
import { momentNow } from '../../packages/cli/src/supervise/machine.ts';
import type { Starts } from '../../packages/cli/src/supervise/starts.ts';

/** A program, as Node-RED is to us: it says what it was told, and does what a test wants of this start. */
const program = `
const { appendFileSync } = require('node:fs');
const { MILLWRIGHT_CAUSE, MILLWRIGHT_SUPERVISOR, MILLWRIGHT_SAFE = '', NODE_OPTIONS = '' } = process.env;
appendFileSync('told', JSON.stringify({ pid: process.pid, cause: MILLWRIGHT_CAUSE, supervisor: MILLWRIGHT_SUPERVISOR, safe: MILLWRIGHT_SAFE, options: NODE_OPTIONS }) + '\\n');
const starts = require('node:fs').readFileSync('told', 'utf8').trim().split('\\n').length;
const stay = () => setInterval(() => {}, 1000);
process.on('SIGTERM', () => { console.log('closing'); process.exit(0); });
console.log('log line ' + starts);
const isFirst = starts === 1;
`;

interface Told {
  readonly pid: number;
  readonly cause: string;
  readonly supervisor: string;
  readonly safe: string;
  readonly options: string;
}

describe('the supervisor', function () {
  this.timeout(60_000);
  let directory: string;
  let child: ChildProcess | undefined;
  let out: string;
  let err: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-supervisor-'));
    child = undefined;
    [out, err] = ['', ''];
  });
  afterEach(async () => {
    if (child) await endChild(child);
    rmSync(directory, { recursive: true });
  });

  const startsFile = (): string => join(directory, 'millwright/supervisor.json');
  const starts = (): Starts => JSON.parse(readFileSync(startsFile(), 'utf8'));
  const told = (): readonly Told[] =>
    readFileSync(join(directory, 'told'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  /** @param does JavaScript of the program, after what all do */
  function start(
    does: string,
    {
      running = 2000,
      command = [process.execPath, 'program.cjs'],
      wrap = [] as readonly string[],
      environment = {},
    } = {},
  ): ChildProcess {
    writeFileSync(join(directory, 'program.cjs'), program + does);
    const fixture = join(root, 'packages/cli/src/supervise/run.fixture.ts');
    const [file = '', ...args] = [
      ...wrap,
      process.execPath,
      '--conditions=@millwright/source',
      fixture,
      String(running),
      '3000',
      startsFile(),
      ...command,
    ];
    child = spawnChild(file, args, {
      cwd: directory,
      env: { ...process.env, NODE_OPTIONS: '--no-deprecation', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      out += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk) => {
      err += chunk;
    });
    return child;
  }

  const up = (count: number): Promise<unknown> =>
    waitFor(`start ${count}`, () => out.includes(`log line ${count}\n`), { deadline: 20_000 });
  const exit = async (from: ChildProcess): Promise<number | null> => (await once(from, 'close'))[0];

  it('ends with a program that ends without an error, whose lines go through as they are', async () => {
    const code = await exit(
      start(`process.stdout.write('\\u001b[32mgreen\\u001b[0m'); console.error('wrong');`),
    );
    assert.deepEqual([code, out], [0, 'log line 1\n\u001b[32mgreen\u001b[0m']);
    assert.match(
      err,
      /^\[supervisor\] Start 1\nwrong\n\[supervisor\] Node-RED ended by itself after \d+ seconds?, /,
    );
    assert.equal(starts().starts[0]?.end?.kind, 'left');
  });

  it('starts again what crashes, and says why; what it starts has its own NODE_OPTIONS back', async () => {
    const running = start('if (isFirst) throw new Error("broken"); stay();');
    await up(2);
    assert.deepEqual(
      told().map(({ cause, safe, options }) => [cause, safe, options]),
      [
        ['unknown', '', '--no-deprecation'],
        ['crash', '', '--no-deprecation'],
      ],
    );
    assert.equal(told()[1]?.supervisor, String(running.pid));
    assert.deepEqual(
      [starts().count, starts().starts.map(({ end }) => end?.kind)],
      [2, ['crash', undefined]],
    );
    assert.equal(await endChild(running), 0);
    assert.match(out, /closing\n$/);
    assert.equal(starts().starts[1]?.end?.kind, 'stopped');
  });

  it('starts again what ends without an error in the middle of a release', async () => {
    const journal = join(directory, 'millwright/fleet/device/journal.json');
    mkdirSync(dirname(journal), { recursive: true });
    writeFileSync(journal, '{"format":1,"work":{"phase":"watching"}}');
    const code = await exit(
      start(`if (!isFirst) require('node:fs').writeFileSync(${JSON.stringify(journal)}, '{"format":1}');`),
    );
    assert.deepEqual([code, told().map(({ cause }) => cause)], [0, ['unknown', 'crash']]);
    assert.match(err, /Node-RED ended with exit code 0 after \d+ seconds?, in the middle of a release/);
  });

  it('ends and starts again what is blocked', async () => {
    const running = start('if (isFirst) setTimeout(() => { for (;;); }, 50); else stay();');
    await up(2);
    assert.equal(told()[1]?.cause, 'blocked');
    assert.match(err, /event loop has not turned for [2-9] seconds: it is ended/);
    assert.throws(() => process.kill(told()[0]?.pid ?? 0, 0), /ESRCH/);
    await endChild(running);
  });

  it('starts again what takes all memory', async () => {
    const running = start(
      'if (isFirst) { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); } stay();',
      {
        environment: { NODE_OPTIONS: '--max-old-space-size=64' },
        running: 20_000,
      },
    );
    await up(2);
    assert.equal(told()[1]?.cause, 'crash');
    await endChild(running);
  });

  it('starts again at once what asks for it, also if it does not end well', async () => {
    const running = start(
      `if (isFirst) process.send({ millwright: 'restart' }, () => process.exit(1)); else stay();`,
    );
    await up(2);
    assert.equal(told()[1]?.cause, 'unknown');
    assert.doesNotMatch(err, /The next start is in/);
    await endChild(running);
  });

  it('starts without flows what crashed five times in a row, also where it was started anew itself', async () => {
    const { boot, uptime } = momentNow();
    const crashes = Array.from({ length: 5 }, () => ({
      uptime: uptime - 20,
      safe: false,
      end: { kind: 'crash', after: 1 },
    }));
    mkdirSync(join(directory, 'millwright'));
    writeFileSync(startsFile(), JSON.stringify({ format: 1, boot, count: 5, starts: crashes }));
    const running = start(`console.log(process.env.NODE_RED_ENABLE_SAFE_MODE); stay();`);
    await up(1);
    assert.equal(told()[0]?.safe, 'crash-loop');
    await waitFor('what it was told', () => out.includes('true\n'));
    assert.match(err, /Start 6, after a crash\. It ended too often in a row, so flows are not started/);
    await endChild(running);
  });

  it('ends while it waits', async () => {
    const running = start('process.exit(3);');
    await waitFor('the wait', () => err.includes('The next start is in'), { deadline: 20_000 });
    assert.equal(await endChild(running), 0);
    assert.match(err, /Node-RED ended with exit code 3 after/);
  });

  it('says with 1 that what was stopped failed', async () => {
    const running = start(
      `process.removeAllListeners('SIGTERM'); process.on('SIGTERM', () => process.exit(7)); stay();`,
    );
    await up(1);
    assert.equal(await endChild(running), 1);
  });

  it('does not take a package manager for Node-RED, and leaves what that starts alone', async () => {
    const fork = `if (process.argv[2] === 'fork') { setTimeout(() => process.exit(), 1500); } else {
      const child = require('node:child_process').fork(__filename, ['fork']);
      child.on('message', (message) => console.log('unasked: ' + JSON.stringify(message)));
      child.on('exit', () => console.log('fork ended'));
      stay();
    }`;
    writeFileSync(
      join(directory, 'npm-cli.js'),
      `const child = require('node:child_process').spawn(process.execPath, ['program.cjs'], { stdio: 'inherit' });
      process.on('SIGTERM', () => child.kill());
      child.on('exit', (code) => process.exit(code));`,
    );
    const running = start(fork, { command: [process.execPath, 'npm-cli.js'] });
    await waitFor('the fork', () => out.includes('fork ended'));
    await waitFor('the word', () => err.includes('Nothing tells whether the event loop turns'));
    assert.doesNotMatch(out, /unasked/);
    assert.equal(await endChild(running), 0);
  });

  it('says once that it cannot watch what is no Node.js', async () => {
    const running = start('', { command: ['sh', '-c', 'echo log line 1; exec sleep 60'] });
    await up(1);
    await waitFor('the word', () => err.includes('Nothing tells whether the event loop turns'));
    assert.equal(await endChild(running), 0);
  });

  it('says what cannot be started', async () => {
    assert.notEqual(await exit(start('', { command: ['/nowhere/node-red'] })), 0);
    assert.match(err, /\/nowhere\/node-red cannot be started \(ENOENT\)/);
  });

  it('counts in memory where it can write nothing, and anew where it can read nothing', async () => {
    writeFileSync(join(directory, 'millwright'), 'in the way');
    const running = start('if (isFirst) process.exit(1); stay();');
    await up(2);
    assert.match(
      err,
      /cannot be read .*\n\[supervisor\] \S+ cannot be written \(E\w+\): starts are counted in memory/,
    );
    assert.match(err, /Start 2, after a crash/);
    await endChild(running);
  });

  it('is a good first process of a container: passes signals on, and buries what others leave behind', async function () {
    const alone = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
    if (spawnSync(alone[0] ?? '', [...alone.slice(1), 'true']).status !== 0) return this.skip();
    writeFileSync(join(directory, 'orphans.sh'), 'for each in 1 2 3; do (sleep 0.1 &); done');
    const running = start(
      `const { spawnSync } = require('node:child_process'); const { readdirSync, readFileSync } = require('node:fs');
      spawnSync('sh', ['orphans.sh']);
      const states = () => readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).map((name) => { try { return readFileSync('/proc/' + name + '/stat', 'utf8'); } catch { return ''; } });
      const look = setInterval(() => {
        if (states().some((stat) => /\\(sleep\\) [^Z]/.test(stat))) return;
        clearInterval(look);
        console.log('zombies: ' + states().filter((stat) => /\\) Z /.test(stat)).length);
        process.kill(1, 'SIGTERM');
      }, 50);
      stay();`,
      { wrap: alone },
    );
    assert.equal(await exit(running), 0, err);
    assert.match(out, /^log line 1\nzombies: 0\nclosing\n$/);
    assert.match(err, /Node-RED was stopped/);
  });

  it('takes the program along when it is killed itself', async () => {
    const running = start('stay();');
    await up(1);
    running.kill('SIGKILL');
    await waitFor('its end', () => out.includes('closing'));
    const pid = told()[0]?.pid ?? 0;
    await waitFor('nobody', () => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    });
    const next = start('stay();');
    await up(2);
    assert.equal(told()[1]?.cause, 'unknown');
    await endChild(next);
  });
});
