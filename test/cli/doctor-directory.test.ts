import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { diagnose, millwright, stateOf, tooWide } from './command.ts';

const planted = {
  settings: 'pLanted-in-Settings-5bd1',
  flows: 'pLanted-in-a-Function-03aa',
  credentials: 'pLanted-in-Credentials-e01c',
  secret: 'pLanted-Credential-Secret-7f',
};

const flows = [
  { id: 't', type: 'tab', label: 'Oven' },
  {
    id: 'f',
    type: 'function',
    z: 't',
    func: `return "${planted.flows}"`,
    outputs: 1,
    x: 1,
    y: 1,
    wires: [[]],
  },
  {
    id: 'r',
    type: 'http request',
    z: 't',
    name: '',
    method: 'GET',
    authType: 'basic',
    x: 1,
    y: 1,
    wires: [[]],
  },
];

/** A mark that settings.js leaves in its directory whenever it is run. */
const ranMark = 'settings-ran';

/** Every file with mode, time and content. */
function imageOf(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => {
      const stats = statSync(path);
      const digest = stats.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
      return `${path} ${stats.mode.toString(8)} ${stats.mtimeMs} ${digest}`;
    });
}

/** The same, once it stays as it is: Node-RED goes on writing for a moment after it has answered. */
function settledImageOf(directory: string): Promise<readonly string[]> {
  let last: readonly string[] = [];
  return waitFor(
    'files that stay as they are',
    () => {
      const image = imageOf(directory);
      const stays = isDeepStrictEqual(image, last);
      last = image;
      return stays && image;
    },
    { every: 250 },
  );
}

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

for (const target of targets()) {
  describe(`millwright doctor --user-dir, ${target.title}`, () => {
    const run = { node: target.node };
    let nodeRed: NodeRedProcess;
    /** What it left behind when it was stopped once. */
    let template: string;
    const copies: string[] = [];

    before(async () => {
      nodeRed = await startNodeRed({
        target,
        heavyNodes: ['http request'],
        credentialSecret: planted.secret,
        settings: `functionGlobalContext: { key: '${planted.settings}', ran: require('fs').writeFileSync(__dirname + '/${ranMark}', '') },`,
      });
      const { status, text } = await nodeRed.deploy(flows, {
        credentials: { r: { user: 'me', password: planted.credentials } },
      });
      assert.equal(status, 200, text);
      await nodeRed.halt();
      template = copyOf(nodeRed.userDirectory);
      rmSync(join(template, ranMark));
      await nodeRed.start();
    });
    after(async () => {
      await nodeRed?.stop();
      for (const copy of copies) rmSync(copy, { recursive: true, force: true });
    });

    const look = (directory: string, more = {}) => diagnose(['--user-dir', directory], { ...run, ...more });

    function copyOf(source: string): string {
      const directory = mkdtempSync(join(tmpdir(), 'millwright-doctor-'));
      copies.push(directory);
      cpSync(source, directory, { recursive: true, preserveTimestamps: true });
      return directory;
    }

    it('finds a running one sound, and changes not one byte', async () => {
      const { status } = await nodeRed.deploy([...flows, { id: 't2', type: 'tab', label: 'Press' }]);
      assert.equal(status, 200);
      rmSync(join(nodeRed.userDirectory, ranMark));
      const before = await settledImageOf(nodeRed.userDirectory);
      assert.ok(before.some((line) => line.includes('history.db-wal')));
      const report = await look(nodeRed.userDirectory);
      assert.deepEqual(imageOf(nodeRed.userDirectory), before);
      for (const id of [
        'node-red',
        'data',
        'database.history.db',
        'keys',
        'clock',
        'modes',
        'settings.log-in',
      ])
        assert.equal(stateOf(report, id), 'works', id);
      assert.equal(stateOf(report, 'package.@millwright/node-red-history'), 'works', 'found beside Node-RED');
      assert.equal(report.counts.fails, 0);
      assert.equal((await nodeRed.deploy(flows)).status, 200);
    });

    it('finds nodes that were disabled in the palette manager', async () => {
      const path = '/nodes/@millwright/node-red-modbus/mw-modbus-read';
      assert.equal((await nodeRed.request('PUT', path, { enabled: false })).status, 200);
      const report = await look(nodeRed.userDirectory);
      assert.equal(stateOf(report, 'disabled.@millwright/node-red-modbus'), 'attention');
      assert.equal((await nodeRed.request('PUT', path, { enabled: true })).status, 200);
      assert.equal(
        stateOf(await look(nodeRed.userDirectory), 'disabled.@millwright/node-red-modbus'),
        'missing',
      );
    });

    it('finds one that was stopped sound, and runs nothing of it', async () => {
      const before = imageOf(template);
      assert.equal(stateOf(await look(template), 'database.history.db'), 'works');
      assert.deepEqual(imageOf(template), before, 'no file of SQLite, no mark of settings.js');
    });

    it('finds one that was killed sound', async () => {
      await nodeRed.kill();
      try {
        const before = imageOf(nodeRed.userDirectory);
        assert.equal(stateOf(await look(nodeRed.userDirectory), 'database.history.db'), 'works');
        assert.deepEqual(imageOf(nodeRed.userDirectory), before);
      } finally {
        await nodeRed.start();
      }
    });

    it('reads well at 80 columns, without colours and without a secret', async () => {
      const { out, err } = await millwright(['doctor', '--user-dir', template], run);
      const { out: json } = await millwright(['doctor', '--user-dir', template, '--json'], run);
      assert.match(out, /settings\.js, read as text, not run:/);
      assert.deepEqual([tooWide(out), err, out.includes('\u001b')], [[], '', false]);
      const secrets = [
        ...Object.values(planted),
        JSON.parse(readFileSync(join(template, 'flows_cred.json'), 'utf8')).$,
        readFileSync(join(template, 'millwright/keys/history.key'), 'utf8').trim(),
      ];
      for (const secret of secrets) assert.equal(`${out}${json}`.includes(secret), false);
    });

    it('takes the usual directory where nothing is said', async () => {
      const report = await diagnose([], { ...run, environment: { NODE_RED_HOME: template } });
      assert.equal(stateOf(report, 'database.history.db'), 'works');
      const { code, err } = await millwright(['doctor'], { ...run, environment: { HOME: '/nowhere' } });
      assert.equal(code, 2);
      assert.match(err, /cli\.nothing-to-look-at/);
    });

    it('finds a damaged database, and leaves it as it is', async () => {
      const directory = copyOf(template);
      const file = join(directory, 'millwright/history.db');
      const handle = openSync(file, 'r+');
      writeSync(handle, Buffer.alloc(4096 * 2, 0xaa), 0, 4096 * 2, 4096);
      const before = imageOf(directory);
      const report = await look(directory);
      assert.equal(report.exitCode, 1);
      assert.equal(stateOf(report, 'database.history.db'), 'fails');
      assert.match(JSON.stringify(report), /store\.damaged/);
      assert.deepEqual(imageOf(directory), before);
    });

    it('finds that the key of the versions is gone', async () => {
      const directory = copyOf(template);
      rmSync(join(directory, 'millwright/keys/history.key'));
      const report = await look(directory);
      assert.equal(report.exitCode, 1);
      assert.equal(stateOf(report, 'database.history.db'), 'works');
      assert.equal(stateOf(report, 'keys.history'), 'fails');
      assert.equal(stateOf(report, 'keys'), 'missing');
      assert.match(JSON.stringify(report), /history\.key-lost/);
    });

    it('finds modes that let others in', async function () {
      if (process.platform === 'win32') this.skip();
      const directory = copyOf(template);
      chmodSync(directory, 0o755);
      chmodSync(join(directory, 'millwright'), 0o755);
      chmodSync(join(directory, 'millwright/history.db'), 0o644);
      chmodSync(join(directory, 'millwright/keys/history.key'), 0o640);
      chmodSync(join(directory, 'flows_cred.json'), 0o644);
      const { code, out } = await millwright(['doctor', '--user-dir', directory], run);
      assert.equal(code, 1);
      for (const command of [
        'chmod 0700 millwright',
        'chmod 0600 millwright/history.db',
        'chmod 0600 millwright/keys/history.key',
        'chmod go-rwx .',
      ]) {
        assert.ok(
          out.split('\n').some((line) => line.trim() === command),
          `${command} in\n${out}`,
        );
      }
    });

    it('finds a package that is named and not there', async () => {
      const directory = copyOf(template);
      const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
      writeFileSync(
        join(directory, 'package.json'),
        JSON.stringify({ ...manifest, dependencies: { '@millwright/node-red-nowhere': '~0.1.0' } }),
      );
      const report = await look(directory);
      assert.equal(report.exitCode, 1);
      assert.equal(stateOf(report, 'package.@millwright/node-red-nowhere'), 'fails');
    });

    it('looks at one that cannot be written to', async function () {
      if (process.platform === 'win32') this.skip();
      const directory = copyOf(template);
      if (isRoot) execFileSync('chown', ['-R', String(nobody), directory]);
      execFileSync('chmod', ['-R', 'a-w', directory]);
      const before = imageOf(directory);
      try {
        const report = await look(directory, { uid: isRoot ? nobody : undefined });
        assert.equal(stateOf(report, 'database.history.db'), 'works');
        assert.deepEqual(imageOf(directory), before);
      } finally {
        execFileSync('chmod', ['-R', 'u+w', directory]);
      }
    });

    it('says that it may not look', async function () {
      if (process.platform === 'win32') this.skip();
      const directory = copyOf(template);
      if (!isRoot) chmodSync(directory, 0);
      try {
        const report = await look(directory, { uid: isRoot ? nobody : undefined });
        assert.equal(report.exitCode, 2);
        assert.equal(report.places[0]?.problem?.code, 'cli.no-user-directory');
        assert.match(report.places[0]?.problem?.message ?? '', /may not read it/);
      } finally {
        chmodSync(directory, 0o700);
      }
    });
  });
}
