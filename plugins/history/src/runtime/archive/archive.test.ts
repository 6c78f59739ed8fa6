import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { divideFlows, type FlowDocument, flowsText } from '@millwright/flows';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { historyErrors } from '../../common/errors.ts';
import { createArchive } from './archive.ts';
import type { KeepRequest, Kept, SentDocument, Staged, StageRequest } from './messages.ts';

const tab = { id: 't1', type: 'tab', label: 'Oven 3' };
const node = (name: string) => ({ id: 'n1', type: 'http request', z: 't1', name });
const flows = (name: string): FlowDocument => divideFlows([tab, node(name)]);

const send = (document: FlowDocument, epoch = ''): SentDocument => ({ ...document, epoch });
const user = { kind: 'user', name: 'ana' } as const;
const found = { actor: { kind: 'system' }, operation: 'found' } as const;

describe('the archive of versions', () => {
  let directory: string;
  let archive: ReturnType<typeof createArchive>;
  let clock: Date;

  const reopen = async () => {
    await archive?.close();
    archive = createArchive(directory, () => clock);
  };
  const keep = async (document: FlowDocument, more: Partial<KeepRequest> = {}): Promise<Kept> => {
    const kept = await archive.handlers.keep({
      time: clock.getTime(),
      document: send(document),
      record: found,
      rev: `rev of ${flowsText(document).length}`,
      credentials: '{}',
      modules: '[]',
      settings: '{"values":{}}',
      ...more,
    });
    assert.ok(!('stale' in kept));
    return kept;
  };
  const stage = async (document: FlowDocument, more: Partial<StageRequest> = {}): Promise<Staged> => {
    const staged = await archive.handlers.stage({
      operation: 'o1',
      time: clock.getTime(),
      document: send(document),
      record: { actor: user, operation: 'flows.deploy', deployType: 'full' },
      ...more,
    });
    assert.ok(!('stale' in staged));
    return staged;
  };
  const list = () => archive.handlers.list({ limit: 100 });
  const contents = () => {
    const database = new DatabaseSync(join(directory, 'history.db'), { readOnly: true });
    const count = database.prepare('select count(*) count from content').get()?.count;
    database.close();
    return count;
  };

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-history-'));
    clock = new Date('2026-11-22T12:00:00Z');
    await reopen();
  });
  afterEach(async () => {
    await archive.close();
    rmSync(directory, { recursive: true });
  });

  it('keeps the first version as found, with everything in it', async () => {
    const { version, made } = await keep(flows('one'), { credentials: '{"n1":{"password":"x"}}' });
    assert.equal(made, true);
    assert.equal(version.number, 1);
    assert.equal(version.asFound, true);
    assert.deepEqual(version.change.parts, [
      {
        kind: 'tab',
        id: 't1',
        label: 'Oven 3',
        state: 'added',
        properties: false,
        added: 1,
        changed: 0,
        removed: 0,
        moved: 0,
      },
    ]);
    const read = await archive.handlers.read(1);
    assert.equal(read.flows, JSON.stringify([tab, node('one')]));
    assert.equal(read.credentials, '{"n1":{"password":"x"}}');
    const { credentials, parts } = await archive.handlers.describe(1);
    assert.deepEqual(credentials, [{ id: 'n1', type: 'http request', label: 'one' }]);
    assert.deepEqual(parts, [{ kind: 'tab', id: 't1', label: 'Oven 3', nodes: 1 }]);
  });

  it('makes no version when nothing changed, and one when only a credential did', async () => {
    await keep(flows('one'), { credentials: '{"n1":{"password":"x"}}' });
    assert.equal((await keep(flows('one'), { credentials: '{"n1":{"password":"x"}}' })).made, false);
    const { made, version } = await keep(flows('one'), { credentials: '{"n1":{"password":"y"}}' });
    assert.equal(made, true);
    assert.equal(version.credentialsChanged, true);
    assert.deepEqual(version.change, { parts: [], reordered: false });
  });

  it('makes a version when other modules are there, and none when only more is said about them', async () => {
    const modules = (version: string, more = {}) =>
      JSON.stringify([{ name: 'node-red-contrib-x', version, kind: 'node-red', ...more }]);
    await keep(flows('one'), { modules: modules('1.2.0') });
    assert.equal((await keep(flows('one'), { modules: modules('1.2.0', { disabled: ['a'] }) })).made, false);
    const record = { actor: user, operation: 'nodes.install' };
    const { made, version } = await keep(flows('one'), { modules: modules('1.3.0'), record });
    assert.equal(made, true);
    assert.deepEqual(version.modules, [{ name: 'node-red-contrib-x', before: '1.2.0', after: '1.3.0' }]);
    assert.deepEqual(version.change, { parts: [], reordered: false });
    assert.deepEqual(
      [version.operation, version.modulesChanged, version.credentialsChanged],
      ['nodes.install', true, false],
    );
  });

  it('leaves the candidate of a deploy that is under way alone', async () => {
    await keep(flows('one'));
    await stage(flows('two'));
    await keep(flows('one'), {
      modules: '[{"name":"x","version":"1.0.0"}]',
      operation: 'o2',
      underWay: ['o1'],
    });
    const { version } = await keep(flows('two'), { operation: 'o1' });
    assert.equal(version.operation, 'flows.deploy');
  });

  it('says nothing about credentials and modules of which it cannot know, without the former key', async () => {
    const sealed = { credentials: '{"n1":{"password":"x"}}', modules: '[{"name":"x","version":"1.0.0"}]' };
    await keep(flows('one'), sealed);
    await archive.close();
    rmSync(join(directory, 'keys'), { recursive: true });
    await reopen();
    const { made, version } = await keep(flows('one'), sealed);
    assert.equal(made, true);
    assert.deepEqual(
      [version.credentialsChanged, version.modulesChanged, version.modules],
      [false, false, []],
    );
  });

  it('tells the story of the operation that was staged', async () => {
    await keep(flows('one'));
    await stage(flows('two'), {
      record: {
        actor: user,
        operation: 'flows.deploy',
        deployType: 'nodes',
        change: { parts: [], reordered: true },
      },
    });
    const { version } = await keep(flows('two'), { operation: 'o1' });
    assert.deepEqual([version.actor, version.operation, version.deployType], [user, 'flows.deploy', 'nodes']);
    assert.deepEqual(version.change, { parts: [], reordered: true });
  });

  it('settles a candidate that a crash left: applied, it is a version of its operation', async () => {
    await keep(flows('one'));
    await stage(flows('two'));
    await reopen();
    const { version, made } = await keep(flows('two'));
    assert.equal(made, true);
    assert.equal(version.operation, 'flows.deploy');
    assert.deepEqual(version.actor, user);
  });

  it('settles a candidate that a crash left: not applied, nothing of it stays', async () => {
    await keep(flows('one'));
    const before = contents();
    await stage(flows('two'));
    await reopen();
    assert.equal((await keep(flows('one'))).made, false);
    assert.equal(contents(), before);
  });

  it('forgets a candidate that was refused, but nothing that a version holds', async () => {
    await keep(flows('one'));
    await keep(flows('two'));
    const before = contents();
    await stage(flows('one'));
    assert.deepEqual(await archive.handlers.discard('o1'), []);
    await stage(flows('three'));
    assert.equal((await archive.handlers.discard('o1')).length, 1);
    assert.equal(contents(), before);
    for (const number of [1, 2]) await archive.handlers.read(number);
  });

  it('knows contents by number within one opening, and asks for the texts after it', async () => {
    const document = flows('one');
    const { contents: numbers } = await keep(document);
    const { epoch } = await archive.handlers.open();
    const short: SentDocument = {
      epoch,
      runs: document.runs,
      parts: numbers.map((content) => ({ content })),
    };
    const request = {
      time: 1,
      record: found,
      rev: 'r',
      credentials: '{"n1":{}}',
      modules: '[]',
      settings: '{}',
    };
    const kept = await archive.handlers.keep({ ...request, document: short });
    assert.ok(!('stale' in kept) && kept.made);
    assert.deepEqual(await archive.handlers.keep({ ...request, document: { ...short, epoch: 'other' } }), {
      stale: true,
      epoch,
      notices: [],
    });
    const unknown = { ...short, parts: [{ content: 999 }] };
    assert.deepEqual(await archive.handlers.keep({ ...request, document: unknown }), {
      stale: true,
      epoch,
      notices: [],
    });
  });

  it('never uses the number of a content again that is gone', async () => {
    await keep(flows('one'));
    const { contents: gone } = await stage(flows('two'));
    assert.equal((await keep(flows('one'))).made, false);
    const { contents: numbers } = await keep(flows('three'));
    assert.deepEqual(
      numbers.filter((number) => gone.includes(number)),
      [],
    );
    const { epoch } = await archive.handlers.open();
    const answer = await archive.handlers.stage({
      operation: 'o2',
      time: 1,
      record: found,
      document: { epoch, runs: flows('two').runs, parts: gone.map((content) => ({ content })) },
    });
    assert.ok('stale' in answer);
  });

  it('lists page by page, newest first', async () => {
    for (let index = 0; index < 5; index++) await keep(flows(`name ${index}`), { rev: `rev ${index}` });
    const first = await archive.handlers.list({ limit: 2 });
    assert.deepEqual(
      first.map(({ number, rev }) => [number, rev]),
      [
        [5, 'rev 4'],
        [4, 'rev 3'],
      ],
    );
    const next = await archive.handlers.list({ before: 4, limit: 10 });
    assert.deepEqual(
      next.map(({ number }) => number),
      [3, 2, 1],
    );
  });

  it('says what it takes and how it grows', async () => {
    await keep(flows('one'));
    const figures = await archive.handlers.figures();
    assert.equal(figures.versions, 1);
    assert.equal(figures.newest, 1);
    assert.ok(figures.bytes > 4096);
    assert.equal(figures.bytesPerDay, undefined);
    clock = new Date(clock.getTime() + 2 * 24 * 3600 * 1000);
    await keep(flows('two'));
    const { bytesPerDay = 0 } = await archive.handlers.figures();
    assert.ok(bytesPerDay > 100 && bytesPerDay < 2000, `${bytesPerDay} bytes`);
  });

  it('has no secret in any of its files', async () => {
    const secret = 'Hunter2-pLaNtEd';
    await keep(flows(secret), { credentials: JSON.stringify({ n1: { password: secret } }), rev: secret });
    await stage(flows(`${secret} again`));
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    assert.ok(files.length >= 2);
    for (const { parentPath, name } of files) {
      const file = join(parentPath, name);
      const bytes = readFileSync(file);
      for (const form of [
        secret,
        Buffer.from(secret, 'utf16le'),
        Buffer.from(secret).toString('base64').slice(0, 18),
      ]) {
        assert.equal(bytes.includes(form), false, file);
      }
      assert.equal(statSync(file).mode & 0o777, 0o600, file);
    }
    assert.equal(statSync(join(directory, 'keys')).mode & 0o777, 0o700);
  });

  describe('without its key', () => {
    const keyFile = () => join(directory, 'keys', 'history.key');

    for (const [title, lose] of [
      ['lost', () => rmSync(keyFile())],
      ['unreadable', () => writeFileSync(keyFile(), 'not a key')],
      [
        'a folder in its place',
        () => {
          rmSync(keyFile());
          mkdirSync(keyFile());
        },
      ],
      ['another one', () => writeFileSync(keyFile(), Buffer.alloc(32, 7).toString('base64'))],
    ] as const) {
      it(`(${title}) lists its versions, keeps new ones, and opens the old ones when it comes back`, async () => {
        await keep(flows('one'));
        const backup = readFileSync(keyFile());
        await archive.close();
        lose();
        await reopen();
        const { notices, newest } = await archive.handlers.open();
        assert.deepEqual(
          notices.map(({ code }) => code),
          [historyErrors.keyLost.code],
        );
        assert.equal(newest?.number, 1);
        assert.equal(newest?.rev, undefined);
        await assert.rejects(archive.handlers.read(1), historyErrors.versionLocked.is);

        assert.equal((await keep(flows('one'))).made, true);
        await keep(flows('two'));
        assert.deepEqual(
          (await list()).map(({ number }) => number),
          [3, 2, 1],
        );
        await archive.handlers.read(3);

        await archive.close();
        rmSync(keyFile(), { recursive: true, force: true });
        writeFileSync(keyFile(), backup);
        await reopen();
        assert.deepEqual((await archive.handlers.open()).notices, []);
        for (const number of [1, 2, 3]) await archive.handlers.read(number);
        assert.equal((await keep(flows('two'))).made, false);
      });
    }
  });

  it('takes what it keeps away from others who were let in, and says where it cannot', async () => {
    await keep(flows('one'));
    await archive.close();
    const keys = join(directory, 'keys');
    const key = join(keys, 'history.key');
    const file = join(directory, 'history.db');
    const modes = () => [directory, keys, key, file].map((path) => statSync(path).mode & 0o777);
    const open = () => {
      for (const path of [directory, keys]) chmodSync(path, 0o755);
      for (const path of [key, file]) chmodSync(path, 0o644);
    };
    open();
    await reopen();
    assert.deepEqual((await archive.handlers.open()).notices, []);
    assert.deepEqual(modes(), [0o700, 0o700, 0o600, 0o600]);
    await archive.close();

    if (process.getuid?.() !== 0) return;
    open();
    for (const path of [directory, file]) chownSync(path, 65534, 65534);
    process.seteuid?.(65534);
    try {
      await reopen();
      const { notices } = await archive.handlers.open();
      assert.deepEqual(
        notices.map(({ code, details }) => [code, details?.['file']]),
        [keys, key].map((path) => [historyErrors.exposed.code, path]),
      );
      await archive.close();
    } finally {
      process.seteuid?.(0);
    }
  });

  it('is not kept from its keys by what else lies among them', async () => {
    await keep(flows('one'));
    await archive.close();
    mkdirSync(join(directory, 'keys', 'history-old.key'));
    await reopen();
    assert.deepEqual((await archive.handlers.open()).notices, []);
    await archive.handlers.read(1);
  });

  it('tells a version that is not as it was kept, and leaves the others', async () => {
    await keep(flows('one'));
    await keep(divideFlows([tab, node('one'), { id: 'c', type: 'mqtt-broker' }]));
    await archive.close();
    const database = new DatabaseSync(join(directory, 'history.db'));
    database.exec(
      "update version set parts = '[' || (select max(id) from content where id in (select value from json_each(parts))) || ']' where number = 2",
    );
    database.close();
    await reopen();
    await assert.rejects(archive.handlers.read(2), historyErrors.versionDamaged.is);
    await archive.handlers.read(1);
  });

  it('sets a broken file aside and says so until it is moved away', async () => {
    await keep(flows('one'));
    await archive.close();
    writeFileSync(join(directory, 'history.db'), 'broken'.repeat(2000));
    await reopen();
    const { notices, newest } = await archive.handlers.open();
    assert.deepEqual(
      notices.map(({ code }) => code),
      [historyErrors.setAside.code],
    );
    assert.equal(newest, undefined);
    assert.equal((await keep(flows('one'))).version.number, 1);
    await archive.close();
    const aside = readdirSync(directory).find((name) => name.includes('damaged'));
    mkdirSync(join(directory, 'elsewhere'));
    renameSync(join(directory, aside ?? ''), join(directory, 'elsewhere', 'history.db'));
    await reopen();
    assert.deepEqual((await archive.handlers.open()).notices, []);
  });
});
