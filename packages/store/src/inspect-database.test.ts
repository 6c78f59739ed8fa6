import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectDatabase } from './inspect-database.ts';

/** Writes 1000 rows, of which the last ones stay in the -wal, says so, and does what it is told. */
const program = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1]);
  database.exec('pragma journal_mode = wal; create table t (x)');
  for (let n = 0; n < 1000; n += 1) database.exec("insert into t values ('" + 'y'.repeat(500) + "')");
  if (process.argv[2] === 'close') database.close();
  if (process.argv[2] === 'write') setInterval(() => database.exec("insert into t values ('z')"), 1);
  process.stdout.write('ready');
  if (process.argv[2] !== 'close') setInterval(() => undefined, 1000);
`;

describe('a look at a database from another process', () => {
  let directory: string;
  let file: string;
  let child: ChildProcess | undefined;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-inspect-'));
    file = join(directory, 'a b#%.db');
  });
  afterEach(async () => {
    await kill();
    rmSync(directory, { recursive: true });
  });

  async function start(then: 'close' | 'hold' | 'write'): Promise<void> {
    const started = spawn(process.execPath, ['--no-warnings', '-e', program, file, then], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    await once(started.stdout, 'data');
    if (then === 'close') await once(started, 'exit');
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Every byte in the directory. */
  function contents(): object {
    return Object.fromEntries(
      readdirSync(directory).map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(directory, name)))
          .digest('hex'),
      ]),
    );
  }

  it('finds it sound and writes nothing, closed, open, or left by a killed process', async () => {
    await start('close');
    const closed = contents();
    assert.deepEqual(Object.keys(closed), ['a b#%.db']);
    assert.deepEqual(inspectDatabase(file), { state: 'sound' });
    assert.deepEqual(contents(), closed);

    rmSync(file);
    await start('hold');
    const open = contents();
    assert.deepEqual(Object.keys(open), ['a b#%.db', 'a b#%.db-shm', 'a b#%.db-wal']);
    assert.deepEqual(inspectDatabase(file), { state: 'sound' });
    assert.deepEqual(contents(), open);

    await kill();
    const left = contents();
    assert.deepEqual(inspectDatabase(file), { state: 'sound' });
    assert.deepEqual(contents(), left);
  });

  it('finds it sound, again and again, while another process writes', async () => {
    await start('write');
    for (let round = 0; round < 20; round += 1) assert.deepEqual(inspectDatabase(file), { state: 'sound' });
    assert.equal(child?.exitCode, null, 'the writer was not disturbed');
  });

  it('says nothing of a copy whose -shm is missing, rather than making one', async () => {
    await start('hold');
    await kill();
    rmSync(`${file}-shm`);
    assert.deepEqual(inspectDatabase(file), { state: 'unknown', reason: 'no-index' });
    assert.deepEqual(readdirSync(directory), ['a b#%.db', 'a b#%.db-wal']);
  });

  it('finds damaged pages', async () => {
    await start('close');
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(8192, 0xaa), 0, 8192, 8192);
    const damaged = inspectDatabase(file);
    assert.equal(damaged.state === 'broken' && damaged.problem.code, 'store.damaged');
  });

  for (const [what, content] of [
    ['of no length', ''],
    ['that is cut off in its header', 'SQLite form'],
    ['of another kind', 'PK'.repeat(5000)],
    ['that ends after its header', `SQLite format 3\0${'x'.repeat(84)}`],
  ] as const) {
    it(`finds a file ${what} damaged`, () => {
      writeFileSync(file, content);
      const found = inspectDatabase(file);
      assert.equal(found.state === 'broken' && found.problem.code, 'store.damaged');
      assert.deepEqual(readdirSync(directory), ['a b#%.db']);
    });
  }

  it('says what the system says where there is none', () => {
    assert.throws(() => inspectDatabase(file), { code: 'ENOENT' });
  });
});
