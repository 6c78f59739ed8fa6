import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { archiveForEach, flows, found, node, tab, user } from './archive.fixture.ts';
import type { SentDocument } from './messages.ts';

describe('keeping versions', () => {
  const archive = archiveForEach();
  const contents = () =>
    archive.file((database) => database.prepare('select count(*) count from content').get()?.['count']);

  it('keeps the first version as found, with everything in it', async () => {
    const { version, made } = await archive.keep(flows('one'), { credentials: '{"n1":{"password":"x"}}' });
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
    await archive.keep(flows('one'), { credentials: '{"n1":{"password":"x"}}' });
    assert.equal((await archive.keep(flows('one'), { credentials: '{"n1":{"password":"x"}}' })).made, false);
    const { made, version } = await archive.keep(flows('one'), { credentials: '{"n1":{"password":"y"}}' });
    assert.equal(made, true);
    assert.equal(version.credentialsChanged, true);
    assert.deepEqual(version.change, { parts: [], reordered: false });
  });

  it('makes a version when other modules are there, and none when only more is said about them', async () => {
    const modules = (version: string, more = {}) =>
      JSON.stringify([{ name: 'node-red-contrib-x', version, kind: 'node-red', ...more }]);
    await archive.keep(flows('one'), { modules: modules('1.2.0') });
    assert.equal(
      (await archive.keep(flows('one'), { modules: modules('1.2.0', { disabled: ['a'] }) })).made,
      false,
    );
    const record = { actor: user, operation: 'nodes.install' };
    const { made, version } = await archive.keep(flows('one'), { modules: modules('1.3.0'), record });
    assert.equal(made, true);
    assert.deepEqual(version.modules, [{ name: 'node-red-contrib-x', before: '1.2.0', after: '1.3.0' }]);
    assert.deepEqual(version.change, { parts: [], reordered: false });
    assert.deepEqual(
      [version.operation, version.modulesChanged, version.credentialsChanged],
      ['nodes.install', true, false],
    );
  });

  it('leaves the candidate of a deploy that is under way alone', async () => {
    await archive.keep(flows('one'));
    await archive.stage(flows('two'));
    await archive.keep(flows('one'), {
      modules: '[{"name":"x","version":"1.0.0"}]',
      operation: 'o2',
      underWay: ['o1'],
    });
    const { version } = await archive.keep(flows('two'), { operation: 'o1' });
    assert.equal(version.operation, 'flows.deploy');
  });

  it('says nothing about credentials and modules of which it cannot know, without the former key', async () => {
    const sealed = { credentials: '{"n1":{"password":"x"}}', modules: '[{"name":"x","version":"1.0.0"}]' };
    await archive.keep(flows('one'), sealed);
    await archive.close();
    rmSync(join(archive.directory, 'keys'), { recursive: true });
    await archive.reopen();
    const { made, version } = await archive.keep(flows('one'), sealed);
    assert.equal(made, true);
    assert.deepEqual(
      [version.credentialsChanged, version.modulesChanged, version.modules],
      [false, false, []],
    );
  });

  it('tells the story of the operation that was staged', async () => {
    await archive.keep(flows('one'));
    await archive.stage(flows('two'), {
      record: {
        actor: user,
        operation: 'flows.deploy',
        deployType: 'nodes',
        change: { parts: [], reordered: true },
      },
    });
    const { version } = await archive.keep(flows('two'), { operation: 'o1' });
    assert.deepEqual([version.actor, version.operation, version.deployType], [user, 'flows.deploy', 'nodes']);
    assert.deepEqual(version.change, { parts: [], reordered: true });
  });

  it('settles a candidate that a crash left: applied, it is a version of its operation', async () => {
    await archive.keep(flows('one'));
    await archive.stage(flows('two'));
    await archive.reopen();
    const { version, made } = await archive.keep(flows('two'));
    assert.equal(made, true);
    assert.equal(version.operation, 'flows.deploy');
    assert.deepEqual(version.actor, user);
  });

  it('settles a candidate that a crash left: not applied, nothing of it stays', async () => {
    await archive.keep(flows('one'));
    const before = contents();
    await archive.stage(flows('two'));
    await archive.reopen();
    assert.equal((await archive.keep(flows('one'))).made, false);
    assert.equal(contents(), before);
  });

  it('forgets a candidate that was refused, but nothing that a version holds', async () => {
    await archive.keep(flows('one'));
    await archive.keep(flows('two'));
    const before = contents();
    await archive.stage(flows('one'));
    assert.deepEqual(await archive.handlers.discard('o1'), []);
    await archive.stage(flows('three'));
    assert.equal((await archive.handlers.discard('o1')).length, 1);
    assert.equal(contents(), before);
    for (const number of [1, 2]) await archive.handlers.read(number);
  });

  it('knows contents by number within one opening, and asks for the texts after it', async () => {
    const document = flows('one');
    const { contents: numbers } = await archive.keep(document);
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
    await archive.keep(flows('one'));
    const { contents: gone } = await archive.stage(flows('two'));
    assert.equal((await archive.keep(flows('one'))).made, false);
    const { contents: numbers } = await archive.keep(flows('three'));
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

  it('says what it takes and how it grows', async () => {
    await archive.keep(flows('one'));
    const figures = await archive.handlers.figures();
    assert.equal(figures.versions, 1);
    assert.equal(figures.newest, 1);
    assert.ok(figures.bytes > 4096);
    assert.equal(figures.bytesPerDay, undefined);
    archive.clock.now = new Date(archive.clock.now.getTime() + 2 * 24 * 3600 * 1000);
    await archive.keep(flows('two'));
    const { bytesPerDay = 0 } = await archive.handlers.figures();
    assert.ok(bytesPerDay > 100 && bytesPerDay < 2000, `${bytesPerDay} bytes`);
  });
});
