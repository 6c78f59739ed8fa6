import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockFinding } from './clock.ts';
import { lookAtData } from './data.ts';
import { spaceFinding } from './disk.ts';
import { lookAtFleetLine } from './fleet-line.ts';
import { lastRun } from './last-run.ts';
import { lookAtUserDirectory } from './look.ts';
import { lookAtModes } from './modes.ts';
import { bytesText } from './size.ts';

const now = new Date('2026-11-22T12:00:00Z');
const posix = process.platform !== 'win32';

describe('a user directory', () => {
  let directory: string;
  const put = (name: string, content: string, mode = 0o600): void => {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), content);
    chmodSync(join(directory, name), mode);
    utimesSync(join(directory, name), now, now);
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-look-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('that is not there, or is none, cannot be looked at', () => {
    for (const path of ['nowhere', 'file']) {
      put('file', '');
      const place = lookAtUserDirectory(join(directory, path), now);
      assert.deepEqual([place.findings, place.problem?.code], [[], 'cli.no-user-directory']);
    }
  });

  it('that is empty has nothing wrong but that nothing is installed', () => {
    const { findings, problem } = lookAtUserDirectory(directory, now);
    assert.equal(problem, undefined);
    assert.deepEqual(
      findings.filter(({ state }) => state === 'attention' || state === 'fails').map(({ id }) => id),
      ['packages'],
    );
  });

  describe('where Node-RED ran', () => {
    const record = (modules: object): void => put('.config.nodes.json', JSON.stringify(modules));
    const core = {
      version: '5.0.7',
      nodes: {
        inject: { file: '/usr/lib/node_modules/node-red/node_modules/@node-red/nodes/core/inject.js' },
      },
    };
    const found = () => lastRun(directory).findings.map(({ id, state }) => [id, state]);

    it('names its version and its place', () => {
      record({ 'node-red': core });
      assert.equal(lastRun(directory).modules, '/usr/lib/node_modules/node-red/node_modules');
      assert.deepEqual(found(), [['node-red', 'works']]);
      record({ 'node-red': { ...core, version: '4.0.9' } });
      assert.deepEqual(found(), [['node-red', 'attention']]);
      record({});
      assert.deepEqual(found(), [['node-red', 'unchecked']]);
      put('.config.nodes.json', '[hunter2]');
      assert.deepEqual(found(), [['node-red', 'attention']]);
      assert.doesNotMatch(JSON.stringify(lastRun(directory)), /hunter2/);
    });

    it('tells of nodes that are disabled, and of an update that waits', () => {
      record({
        'node-red': core,
        '@millwright/node-red-modbus': {
          pending_version: '0.2.0',
          nodes: {
            a: { name: 'mw-modbus-read', enabled: false },
            b: { name: 'mw-modbus-watch', enabled: true },
          },
        },
        'node-red-contrib-x': { nodes: { x: { name: 'x', enabled: false } } },
      });
      assert.deepEqual(found().slice(1), [
        ['disabled.@millwright/node-red-modbus', 'attention'],
        ['pending.@millwright/node-red-modbus', 'attention'],
      ]);
    });
  });

  it('of a device that reaches its hub over a line that others can listen to', () => {
    const found = (content: string) => {
      put('millwright/fleet/device/identity.json', content);
      return lookAtFleetLine(directory).map(({ id, state }) => [id, state]);
    };
    assert.deepEqual(lookAtFleetLine(directory), []);
    assert.deepEqual(found(JSON.stringify({ hub: 'http://hub.example/red' })), [['fleet.line', 'attention']]);
    assert.deepEqual(found(JSON.stringify({ hub: 'https://hub.example/red' })), []);
    assert.deepEqual(found(JSON.stringify({ hub: 'http://127.0.0.1:1880' })), []);
    assert.deepEqual(found('{'), []);
  });

  describe('with data', () => {
    before(function () {
      if (!posix) this.skip();
    });
    const found = () => lookAtData(directory).map(({ id, state }) => [id, state]);

    it('is well where it is for its owner alone', () => {
      put('millwright/keys/history.key', 'hunter2');
      chmodSync(join(directory, 'millwright'), 0o700);
      chmodSync(join(directory, 'millwright/keys'), 0o700);
      assert.deepEqual(found(), [
        ['data', 'works'],
        ['databases', 'unchecked'],
        ['keys', 'works'],
      ]);
      assert.doesNotMatch(JSON.stringify(lookAtData(directory)), /hunter2/);
    });

    describe('of history', () => {
      const usable = Buffer.alloc(32, 7).toString('base64');
      const keys = () =>
        lookAtData(directory)
          .filter(({ id }) => id.startsWith('keys'))
          .map(({ id, state, message, action }) => ({ id, state, text: `${message}. ${action}` }));
      beforeEach(() => {
        put('millwright/history.db', '');
        mkdirSync(join(directory, 'millwright/keys'), { mode: 0o700 });
      });

      it('is well with its key', () => {
        put('millwright/keys/history.key', `${usable}\n`);
        const [found, ...more] = keys();
        assert.deepEqual([found?.id, found?.state, more], ['keys', 'works', []]);
        assert.match(found?.text ?? '', /^1 key, for its owner alone/);
      });

      for (const [what, content] of [
        ['missing', undefined],
        ['no usable key', ''],
        ['no usable key', 'aHVudGVyMg=='],
      ] as const) {
        it(`tells of a key that is ${what}: ${JSON.stringify(content)}`, () => {
          if (content !== undefined) put('millwright/keys/history.key', content);
          const [found, ...more] = keys();
          assert.deepEqual([found?.id, found?.state, more], ['keys.history', 'fails', []]);
          assert.ok(found?.text.startsWith(`millwright/keys/history.key is ${what}`), found?.text);
          assert.match(found?.text ?? '', /history\.key-lost.*from a backup.*under a new key/);
          assert.doesNotMatch(found?.text ?? '', /aHVudGVyMg/);
        });
      }

      it('tells of a folder of keys that is missing as a whole', () => {
        rmSync(join(directory, 'millwright/keys'), { recursive: true });
        assert.deepEqual(
          keys().map(({ id, state }) => [id, state]),
          [['keys.history', 'fails']],
        );
      });

      it('wants attention where it goes on with another key', () => {
        put('millwright/keys/history-0011223344556677.key', usable);
        const [found, ...more] = keys();
        assert.deepEqual([found?.id, found?.state, more], ['keys.history', 'attention', []]);
        assert.match(found?.text ?? '', /goes on with another key.*history\.key-lost/);
      });
    });

    it('names all that others may get at, what was set aside, and what is no database', () => {
      put(
        'millwright/keys/history.key',
        Buffer.from('hunter2'.repeat(5).slice(0, 32)).toString('base64'),
        0o640,
      );
      put('millwright/history.db', 'hunter2', 0o644);
      put('millwright/history.damaged-20261122T000000Z.db', '');
      chmodSync(join(directory, 'millwright'), 0o755);
      chmodSync(join(directory, 'millwright/keys'), 0o700);
      const all = lookAtData(directory);
      assert.deepEqual(
        all.map(({ id, state, command }) => [id, state, command]),
        [
          ['mode.millwright', 'attention', 'chmod 0700 millwright'],
          ['database.history.db', 'fails', undefined],
          ['mode.millwright/history.db', 'attention', 'chmod 0600 millwright/history.db'],
          ['aside.history.damaged-20261122T000000Z.db', 'attention', undefined],
          ['mode.millwright/keys/history.key', 'attention', 'chmod 0600 millwright/keys/history.key'],
        ],
      );
      assert.match(all[1]?.message ?? '', /store\.damaged/);
      assert.doesNotMatch(JSON.stringify(all), /hunter2/);
    });
  });

  it('whose credentials others may read, or change, needs attention', function () {
    if (!posix) this.skip();
    const [{ state = '', message = '' } = {}] = ((): ReturnType<typeof lookAtModes> => {
      put('flows_cred.json', '{}', 0o644);
      return lookAtModes(directory);
    })();
    assert.equal(state, 'works', 'nobody else gets into the directory');
    assert.match(message, /Only its owner can enter/);
    chmodSync(directory, 0o755);
    const readable = lookAtModes(directory)[0];
    assert.equal(readable?.state, 'attention');
    assert.match(readable?.message ?? '', /may read flows_cred\.json/);
    put('settings.js', '', 0o666);
    assert.match(lookAtModes(directory)[0]?.message ?? '', /may change settings\.js/);
    for (const name of ['flows_cred.json', 'settings.js']) chmodSync(join(directory, name), 0o600);
    assert.equal(lookAtModes(directory)[0]?.state, 'works');
  });

  it('with a file from the future tells of a wrong clock', () => {
    const at = (minutes: number) => ({ name: 'flows.json', time: now.getTime() + minutes * 60_000 });
    assert.equal(clockFinding([], now.getTime()).state, 'works');
    assert.equal(clockFinding([at(-5), at(1)], now.getTime()).state, 'works');
    const wrong = clockFinding([at(90), at(-5)], now.getTime());
    assert.equal(wrong.state, 'attention');
    assert.match(wrong.message, /flows\.json was written at 2026-11-22T13:30/);
  });

  it('on a disk that gets full', () => {
    assert.deepEqual(
      [2e9, 3e8, 1e7].map((free) => spaceFinding(free, 32e9)).map(({ state, message }) => [state, message]),
      [
        ['works', '2.0 GB of 32 GB are free on its disk'],
        ['attention', '300 MB of 32 GB are free on its disk'],
        ['fails', '10 MB of 32 GB are free on its disk'],
      ],
    );
    assert.equal(bytesText(999), '999 bytes');
  });
});
