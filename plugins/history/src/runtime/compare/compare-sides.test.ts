import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { divideFlows } from '@millwright/flows';
import * as v from 'valibot';
import { comparison } from '../../common/comparison.ts';
import { createArchive } from '../archive/archive.ts';
import type { GivenSide, SentSide } from './messages.ts';

const tab = { id: 't1', type: 'tab', label: 'Oven 3' };
const node = (id: string, more: object = {}) => ({ id, type: 'http request', z: 't1', name: id, ...more });

const settings = (values: object) => JSON.stringify({ nodeRed: '5.0.7', values });
const modules = (version: string) => JSON.stringify([{ name: 'pumps', version, kind: 'node-red' }]);

describe('the comparison of two sides', () => {
  let directory: string;
  let archive: ReturnType<typeof createArchive>;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millwright-compare-'));
    archive = createArchive(directory, () => new Date());
  });
  afterEach(async () => {
    await archive.close();
    await rm(directory, { recursive: true });
  });

  const keep = (items: readonly object[], credentials: object, rev: string, more: Partial<GivenSide> = {}) =>
    archive.handlers.keep({
      time: 1,
      document: { ...divideFlows(items), epoch: '' },
      record: { actor: { kind: 'system' }, operation: 'flows.deploy' },
      rev,
      credentials: JSON.stringify(credentials),
      modules: more.modules ?? modules('1.0.0'),
      settings: more.settings ?? settings({ a: 1 }),
    });
  const compare = async (before: SentSide, after: SentSide) => {
    const answer = await archive.handlers.compare([before, after]);
    assert.deepEqual(v.parse(comparison, answer), answer);
    return answer;
  };

  it('of two versions tells flows, modules, settings, and whose credentials differ, without a value', async () => {
    await keep(
      [tab, node('a'), node('b'), node('c'), node('d')],
      { a: { user: 'one', password: 'secret-1' }, b: { user: 'same' }, c: { password: 'secret-2' } },
      'one',
    );
    await keep(
      [tab, node('a', { url: 'x' }), node('b'), node('c'), node('d')],
      { a: { user: 'one', password: 'secret-3' }, b: { user: 'same' }, c: {}, d: { password: 'secret-4' } },
      'two',
      { modules: modules('1.1.0'), settings: settings({ a: 2, b: true }) },
    );
    const answer = await compare({ version: 1 }, { version: 2 });
    assert.deepEqual(
      [answer.before, answer.after],
      [
        { kind: 'version', number: 1, rev: 'one' },
        { kind: 'version', number: 2, rev: 'two' },
      ],
    );
    assert.deepEqual(
      answer.parts.map(({ label, nodes }) => [label, nodes.map(({ id, state }) => [id, state])]),
      [['Oven 3', [['a', 'changed']]]],
    );
    const owner = (id: string) => ({
      id,
      type: 'http request',
      label: id,
      part: 'Oven 3',
      place: { kind: 'tab', id: 't1' },
    });
    assert.deepEqual(answer.credentials, [
      { ...owner('a'), state: 'changed' },
      { ...owner('c'), state: 'removed' },
      { ...owner('d'), state: 'set' },
    ]);
    assert.deepEqual(answer.modules, [{ name: 'pumps', before: '1.0.0', after: '1.1.0' }]);
    assert.deepEqual(answer.settings, [
      { name: 'a', before: 1, after: 2 },
      { name: 'b', after: true },
    ]);
    assert.deepEqual(answer.unknown, []);
    assert.doesNotMatch(JSON.stringify(answer), /secret|password/);
  });

  it('says what is not known of flows that were given, and what was typed in an editor', async () => {
    await keep([tab, node('a'), node('b'), node('c')], { a: { user: 'one' }, c: { user: 'x' } }, 'one');
    const items = [tab, node('a'), node('b')];
    const given: GivenSide = { kind: 'given', document: divideFlows(items) };
    const file = await compare({ version: 1 }, given);
    assert.deepEqual([file.unknown, file.credentials], [['modules', 'settings', 'credentials'], []]);
    const typed = { ...given, credentials: '{"a":{"user":"one"}}', credentialsTyped: ['a', 'b'] };
    const editor = await compare({ version: 1 }, typed);
    assert.deepEqual(editor.unknown, ['modules', 'settings']);
    assert.deepEqual(
      editor.credentials.map(({ id, state }) => [id, state]),
      [
        ['a', 'changed'],
        ['c', 'removed'],
        ['b', 'set'],
      ],
    );
    const back = await compare(typed, { version: 1 });
    assert.deepEqual(
      back.credentials.map(({ id, state }) => [id, state]),
      [
        ['a', 'changed'],
        ['b', 'removed'],
        ['c', 'set'],
      ],
    );
  });

  it('of some flows leaves out what they do not hold, and still knows its name', async () => {
    const broker = { id: 'broker', type: 'mqtt-broker', name: 'Press broker' };
    const other = { id: 't2', type: 'tab', label: 'Press' };
    await keep([other, tab, node('a', { broker: 'broker' }), node('b'), broker], {}, 'one');
    const given: GivenSide = { kind: 'given', document: divideFlows([tab, node('a')]), only: true };
    for (const answer of [await compare({ version: 1 }, given), await compare(given, { version: 1 })]) {
      assert.deepEqual(
        answer.parts.map(({ id, nodes }) => [id, nodes.map((each) => each.id).sort()]),
        [['t1', ['a', 'b']]],
      );
      assert.equal(answer.names['broker']?.label, 'Press broker');
    }
    const same = { ...given, document: divideFlows([broker]) };
    assert.deepEqual((await compare({ version: 1 }, same)).reordered, false);
  });

  it('names the version that is not there', async () => {
    await keep([tab], {}, 'one');
    const compared = archive.handlers.compare([{ version: 1 }, { version: 9 }]);
    await assert.rejects(compared, { code: 'history.version-unknown' });
  });
});
