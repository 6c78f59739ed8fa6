import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noRegistry, npmInstall, pack } from './install.ts';

describe('the packed command, with no registry in reach', function () {
  this.timeout(120_000);
  let scratch: string;
  let tarball: string;
  /** A folder that was empty until the command was installed there. */
  let home: string;

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'millwright-cli-'));
    tarball = pack('packages/cli', scratch);
    home = join(scratch, 'home');
    mkdirSync(home);
    npmInstall(home, [tarball]);
  });
  after(() => rm(scratch, { recursive: true, force: true }));

  function run(command: string, args: readonly string[]): { code: number | null; out: string; err: string } {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: scratch,
      env: { ...process.env, ...noRegistry, HOME: scratch, NODE_OPTIONS: '' },
      encoding: 'utf8',
    });
    return { code: status, out: stdout, err: stderr };
  }

  it('holds only what it needs, and needs nothing else', () => {
    const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n').sort();
    assert.deepEqual(files, [
      'package/README.md',
      'package/dist/LICENSE',
      'package/dist/THIRD-PARTY-NOTICES.txt',
      'package/dist/heartbeat.cjs',
      'package/dist/millwright.cjs',
      'package/dist/millwright.cjs.map',
      'package/package.json',
    ]);
    const manifest = JSON.parse(
      execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }),
    );
    assert.deepEqual([manifest.dependencies, manifest.scripts], [undefined, undefined]);
  });

  it('runs by its name after npm install', () => {
    const bin = join(home, 'node_modules/.bin/millwright');
    const { version } = JSON.parse(
      readFileSync(join(home, 'node_modules/@millwright/cli/package.json'), 'utf8'),
    );
    assert.deepEqual(run(bin, ['--version']), { code: 0, out: `${version}\n`, err: '' });
    const { code, out, err } = run(bin, ['doctor', '--user-dir', home]);
    assert.deepEqual([code, err], [1, '']);
    assert.match(out, /No package of Millwright that Node-RED loads is/);
    assert.match(run(bin, ['docter']).err, /Did you mean doctor\?/);
    assert.equal(run(bin, []).code, 2);
  });

  it('finds packages well that npm installed, each with all that it needs', () => {
    const user = join(scratch, 'user');
    mkdirSync(user);
    npmInstall(user, [pack('plugins/history', scratch), pack('nodes/modbus', scratch)]);
    const { code, out } = run(process.execPath, [
      join(home, 'node_modules/@millwright/cli/dist/millwright.cjs'),
      'doctor',
      '--user-dir',
      user,
    ]);
    for (const name of ['history', 'modbus']) {
      assert.match(out, new RegExp(`● works +@millwright/node-red-${name} \\d+\\.\\d+\\.\\d+\\n`));
    }
    assert.match(out, /there is no\s+\.config\.nodes\.json/);
    assert.doesNotMatch(out, /▲|■/);
    assert.equal(code, 0);
  });

  it('starts where Node.js has no SQLite, to be able to say that it is too old', () => {
    const text = execFileSync('tar', ['-xzOf', tarball, 'package/dist/millwright.cjs'], { encoding: 'utf8' });
    assert.doesNotMatch(text, /require\("node:sqlite"\)/);
  });

  it('runs by npx', () => {
    const { code, out } = run('npx', ['--yes', '--package', tarball, 'millwright', 'help']);
    assert.equal(code, 0);
    assert.match(out, /^ {2}doctor {2}/m);
  });
});
