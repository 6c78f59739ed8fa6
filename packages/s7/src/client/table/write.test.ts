import assert from 'node:assert/strict';
import { tagErrors } from '@millwright/tags';
import { s7Errors } from '../../errors.ts';
import { s7TagErrors } from '../../tag-errors.ts';
import { Scene, tag } from './scene.fixture.ts';

const outcomes = (results: readonly { readonly tag: string; readonly outcome: string }[]) =>
  Object.fromEntries(results.map(({ tag: name, outcome }) => [name, outcome]));

describe('writing tags of an S7 PLC', () => {
  let scene: Scene;
  const db = (): Uint8Array => scene.memory.get('DB1') as Uint8Array;

  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(() => scene.close());

  it('goes out in the order in which values were given, many in one request, each with its result', async () => {
    db()[8] = 4;
    const table = scene.table([tag('DB1.DBW0:INT'), tag('DB1.DBD4:REAL'), tag('DB1.DBB8:STRING[4]')]);
    const { results, failed } = await table.write(
      { 'DB1.DBB8:STRING[4]': 'ab', 'DB1.DBW0:INT': -2, 'DB1.DBD4:REAL': 0.1 },
      scene.terms,
    );
    assert.deepEqual(scene.writes, [['DB1.DBB9:BYTE[3]', 'DB1.DBB0:BYTE[2]', 'DB1.DBB4:BYTE[4]']]);
    assert.deepEqual(
      results.map(({ tag: name, value }) => [name, value]),
      [
        ['DB1.DBB8:STRING[4]', 'ab'],
        ['DB1.DBW0:INT', -2],
        ['DB1.DBD4:REAL', Math.fround(0.1)],
      ],
    );
    assert.ok(results.every(({ outcome, quality }) => outcome === 'done' && quality === 'good'));
    assert.equal(failed, undefined);
    assert.deepEqual([...db().subarray(0, 2)], [0xff, 0xfe]);
    assert.equal(table.last('DB1.DBW0:INT')?.value, -2);
  });

  it('tells an integer that a number does not hold as a read does: uncertain, with its digits', async () => {
    const address = 'DB1.DBB8:LINT';
    const list = 'DB1.DBB16:ULINT[2]';
    const table = scene.table([tag(address), tag(list)]);
    const wide = '9007199254740993';
    for (const verify of [false, true]) {
      const { results } = await table.write(
        { [address]: wide, [list]: [5, wide] },
        { ...scene.terms, verify },
      );
      assert.deepEqual(
        results.map(({ outcome, quality, value, text }) => ({ outcome, quality, value, text })),
        [
          { outcome: 'done', quality: 'uncertain', value: null, text: wide },
          { outcome: 'done', quality: 'uncertain', value: [5, null], text: `[1] = ${wide}` },
        ],
      );
      assert.match(results[0]?.status?.reason ?? '', new RegExp(wide));
    }
    assert.deepEqual([table.last(address), table.last(list)], [undefined, undefined]);
    scene.session.after = (asked) => {
      if ('write' in asked) db()[15] = 2;
    };
    const differs = (await table.write({ [address]: wide }, { ...scene.terms, verify: true })).results[0];
    assert.deepEqual([differs?.outcome, differs?.text], ['failed', '9007199254740994']);
    assert.match(differs?.status?.reason ?? '', /holds 9007199254740994 where 9007199254740993 was written/);
  });

  it('holds a Buffer against the limits of its tag, byte by byte', async () => {
    const table = scene.table([tag('DB1.DBB0:BYTE[2]', { rules: { max: 100 } })]);
    const write = async (given: unknown) =>
      (await table.write({ 'DB1.DBB0:BYTE[2]': given }, scene.terms)).results[0];
    assert.match(
      (await write(Buffer.from([1, 101])))?.status?.reason ?? '',
      /\[1\] takes at most 100, and 101/,
    );
    assert.deepEqual([...db().subarray(0, 2)], [0, 0]);
    const given = Buffer.from([1, 100]);
    const done = await write(given);
    assert.deepEqual([done?.outcome, done?.value], ['done', [1, 100]]);
    assert.equal(done?.written, given);
    assert.deepEqual([...db().subarray(0, 2)], [1, 100]);
  });

  it('S-W-01: a bool is one bit, and its neighbours stay as they are', async () => {
    db()[3] = 0b1010_0101;
    await scene.table([tag('DB1.DBX3.1')]).write({ 'DB1.DBX3.1': true }, scene.terms);
    assert.equal(db()[3], 0b1010_0111);
    assert.deepEqual(scene.writes, [['DB1.DBX3.1']]);
    const [asked] = scene.session.asked;
    assert.deepEqual(asked, { write: [{ area: 'DB', db: 1, start: 3, bit: 1, value: true }] });
  });

  it('writes fewer items at once after a PLC has refused that many as a whole, and nothing twice', async () => {
    const tags = Array.from({ length: 12 }, (_, index) => tag(`DB1.DBW${index * 2}:INT`));
    const values = Object.fromEntries(tags.map(({ name }, index) => [name, index]));
    scene.session.before = (asked) => {
      if ('write' in asked && asked.write.length > 6)
        throw s7Errors.refused({ error: 0x8500, meaning: 'it has a size that it does not take' });
    };
    const table = scene.table(tags);
    const first = await table.write(values, scene.terms);
    assert.ok(first.results.every(({ outcome }) => outcome === 'failed'));
    assert.ok(s7Errors.refused.is(first.failed));
    const second = await table.write(values, scene.terms);
    assert.ok(second.results.every(({ outcome }) => outcome === 'done'));
    assert.deepEqual(
      scene.writes.map(({ length }) => length),
      [12, 6, 6],
    );
  });

  it('S-W-03: more than 20 values are several requests, and each value has its own result', async () => {
    const tags = Array.from({ length: 45 }, (_, index) => tag(`DB1.DBW${index * 2}:INT`));
    scene.session.limits = { pdu: 960, jobs: 4 };
    scene.session.codeOf = ({ start }) => (start === 44 ? 0x07 : undefined);
    const { results, failed } = await scene
      .table(tags)
      .write(Object.fromEntries(tags.map(({ name }, index) => [name, index])), scene.terms);
    assert.deepEqual(
      scene.writes.map(({ length }) => length),
      [20, 20, 5],
    );
    assert.deepEqual(
      results.filter(({ outcome }) => outcome !== 'done').map(({ tag: name }) => name),
      ['DB1.DBW44:INT'],
    );
    assert.equal(failed, undefined);
    assert.equal(db()[89], 44);
  });

  it('S-W-03: an array that is longer than a request goes in several, and nothing between them', async () => {
    scene.memory.set('DB2', new Uint8Array(600));
    const value = Array.from({ length: 500 }, (_, index) => index % 256);
    const table = scene.table([tag('DB2.DBB0:BYTE[500]'), tag('DB1.DBW0')]);
    const { results } = await table.write({ 'DB1.DBW0': 1, 'DB2.DBB0:BYTE[500]': value }, scene.terms);
    assert.deepEqual(scene.writes, [
      ['DB1.DBB0:BYTE[2]'],
      ['DB2.DBB0:BYTE[212]'],
      ['DB2.DBB212:BYTE[212]'],
      ['DB2.DBB424:BYTE[76]'],
    ]);
    assert.deepEqual([...(scene.memory.get('DB2') as Uint8Array).subarray(0, 500)], value);
    assert.deepEqual(outcomes(results), { 'DB1.DBW0': 'done', 'DB2.DBB0:BYTE[500]': 'done' });
  });

  it('S-W-03: of a long array that was written in part nobody says that it was written, or that it was not', async () => {
    scene.memory.set('DB2', new Uint8Array(300));
    const table = scene.table([tag('DB2.DBB0:BYTE[500]')]);
    const { results } = await table.write({ 'DB2.DBB0:BYTE[500]': new Array(500).fill(1) }, scene.terms);
    assert.equal(results[0]?.outcome, 'unknown');
    assert.match(results[0]?.status?.reason ?? '', /A part of the value was written/);
    assert.equal(scene.writes.length, 2, 'nothing more goes out after what was refused');
  });

  it('S-W-04: what the PLC says no to has failed, with its reason, and the others are done', async () => {
    const codes: Readonly<Record<string, [number, string]>> = {
      'DB1.DBW2': [0x03, 'BadUserAccessDenied'],
      'DB1.DBW4': [0x05, 'BadConfigurationError'],
      'DB1.DBW6': [0x07, 'BadTypeMismatch'],
      'DB1.DBW8': [0x0a, 'BadNodeIdUnknown'],
    };
    scene.session.codeOf = ({ start }) => codes[`DB1.DBW${start}`]?.[0];
    const table = scene.table([tag('DB1.DBW0'), ...Object.keys(codes).map((address) => tag(address))]);
    const names = ['DB1.DBW0', ...Object.keys(codes)];
    const { results, failed } = await table.write(
      Object.fromEntries(names.map((name) => [name, 1])),
      scene.terms,
    );
    assert.equal(results[0]?.outcome, 'done');
    for (const result of results.slice(1)) {
      assert.equal(result.outcome, 'failed');
      assert.equal(result.status?.name, codes[result.tag]?.[1]);
      assert.match(result.status?.reason ?? '', /DB1\.DBB/);
    }
    assert.equal(failed, undefined);
    const alone = await table.write({ 'DB1.DBW8': 1 }, scene.terms);
    assert.ok(s7Errors.objectMissing.is(alone.failed));
  });

  it('S-W-02: what does not fit is refused, and the other values of the same write go out', async () => {
    const table = scene.table([tag('DB1.DBW0:INT'), tag('DB1.DBW2:INT'), tag('PIW0')]);
    const { results } = await table.write(
      { 'DB1.DBW0:INT': 70_000, 'DB1.DBW2:INT': 7, nobody: 1, PIW0: 1 },
      scene.terms,
    );
    assert.deepEqual(outcomes(results), {
      'DB1.DBW0:INT': 'refused',
      'DB1.DBW2:INT': 'done',
      nobody: 'refused',
      PIW0: 'refused',
    });
    assert.match(results[0]?.status?.reason ?? '', /70000/);
    assert.deepEqual(scene.writes, [['DB1.DBB2:BYTE[2]']]);
    const { failed } = await table.write({ 'DB1.DBW0:INT': 'x' }, scene.terms);
    assert.ok(s7TagErrors.wrongType.is(failed));
  });

  it('keeps to the limits of the table, of arrays and of scaled values too', async () => {
    const scaling = { kind: 'factor', factor: 0.1, offset: 0 } as const;
    const table = scene.table([
      tag('DB1.DBW0:INT', { name: 'limited', rules: { min: 0, max: 10 } }),
      tag('DB1.DBW2:INT', { name: 'scaled', scaling, rules: { max: 32 } }),
      tag('DB1.DBW4:INT[2]', { name: 'list', rules: { max: 10 } }),
      tag('DB1.DBW8:INT', { name: 'read', rules: { readOnly: true } }),
    ]);
    const first = await table.write({ limited: 11, scaled: 32.04, list: [1, 11], read: 1 }, scene.terms);
    assert.deepEqual(outcomes(first.results), {
      limited: 'refused',
      scaled: 'refused',
      list: 'refused',
      read: 'refused',
    });
    assert.ok(tagErrors.outOfRange.is(first.failed));
    assert.equal(scene.session.asked.length, 0);
    const second = await table.write({ limited: 10, scaled: 31.96, list: [1, 10] }, scene.terms);
    assert.deepEqual(
      second.results.map(({ value }) => value),
      [10, 32, [1, 10]],
    );
  });

  it('looks what a tag holds before a step that is limited, and lets nothing be written between', async () => {
    db().set([0, 100], 0);
    const table = scene.table([
      tag('DB1.DBW0:INT', { name: 'careful', rules: { maxStep: 10 } }),
      tag('DB1.DBW2:INT', { name: 'other' }),
    ]);
    const tooFar = await table.write({ careful: 120 }, scene.terms);
    assert.ok(tagErrors.stepTooLarge.is(tooFar.failed));
    assert.equal(tooFar.results[0]?.outcome, 'refused');
    const near = await table.write({ other: 1, careful: 110 }, scene.terms);
    assert.deepEqual(outcomes(near.results), { other: 'done', careful: 'done' });
    scene.session.codeOf = (item) => ('bytes' in item ? undefined : 0x03);
    const unread = await table.write({ careful: 112 }, scene.terms);
    assert.equal(unread.results[0]?.outcome, 'failed');
    assert.match(unread.results[0]?.status?.reason ?? '', /present value could not be read/);
    assert.equal(db()[1], 110);
  });

  it('S-W-07: reads back what was written, and says what the program of the PLC has made of it', async () => {
    const table = scene.table([tag('DB1.DBW0:INT'), tag('DB1.DBX3.1'), tag('DB1.DBB8:STRING[4]')]);
    const values = { 'DB1.DBW0:INT': 5, 'DB1.DBX3.1': true, 'DB1.DBB8:STRING[4]': 'ab' };
    db()[8] = 4;
    const good = await table.write(values, { ...scene.terms, verify: true });
    assert.ok(good.results.every(({ outcome, verified }) => outcome === 'done' && verified === true));
    scene.session.after = (asked) => {
      if ('write' in asked) db()[1] = 3;
    };
    const { results, failed } = await table.write(values, { ...scene.terms, verify: true });
    assert.deepEqual(outcomes(results), {
      'DB1.DBW0:INT': 'failed',
      'DB1.DBX3.1': 'done',
      'DB1.DBB8:STRING[4]': 'done',
    });
    assert.equal(results[0]?.value, 3);
    assert.equal(results[0]?.verified, false);
    assert.match(results[0]?.status?.reason ?? '', /holds 3 where 5 was written/);
    assert.equal(failed, undefined);
    const alone = await table.write({ 'DB1.DBW0:INT': 5 }, { ...scene.terms, verify: true });
    assert.ok(tagErrors.readBackDiffers.is(alone.failed));
    assert.equal(table.last('DB1.DBW0:INT')?.value, 5, 'only what was confirmed is kept');
  });

  it('S-W-07: what was confirmed and cannot be read back is unknown', async () => {
    const table = scene.table([tag('DB1.DBW0:INT'), tag('PQW2')]);
    scene.memory.set('PQ', new Uint8Array(10));
    scene.session.before = (asked) => {
      if ('read' in asked) throw s7Errors.timeout({ milliseconds: 1_000 });
    };
    const values = { 'DB1.DBW0:INT': 5, PQW2: 1 };
    const { results } = await table.write(values, { ...scene.terms, verify: true });
    assert.deepEqual(
      results.map(({ outcome, verified }) => [outcome, verified]),
      [
        ['unknown', false],
        ['unknown', false],
      ],
    );
    assert.match(results[0]?.status?.reason ?? '', /confirmed and could not be read back/);
  });

  it('refuses a text that the PLC has less room for than its table says, asks for that before each write, and writes the others', async () => {
    db().set(
      [4, 0, ...'abcd'].map((each) => (typeof each === 'string' ? each.charCodeAt(0) : each)),
      8,
    );
    db().fill(0x55, 14, 30);
    db()[40] = 4;
    const table = scene.table([tag('DB1.DBB8:STRING[20]'), tag('DB1.DBW0:INT'), tag('DB1.DBB40:STRING[4]')]);
    const { results } = await table.write(
      { 'DB1.DBB8:STRING[20]': 'ten letters', 'DB1.DBW0:INT': 7, 'DB1.DBB40:STRING[4]': 'ab' },
      { ...scene.terms, verify: true },
    );
    assert.deepEqual(outcomes(results), {
      'DB1.DBB8:STRING[20]': 'refused',
      'DB1.DBW0:INT': 'done',
      'DB1.DBB40:STRING[4]': 'done',
    });
    assert.match(results[0]?.status?.reason ?? '', /room for 4 characters there/);
    assert.deepEqual([...db().subarray(14, 30)], new Array(16).fill(0x55));
    const asked = scene.session.asked.length;
    const { results: shorter } = await table.write({ 'DB1.DBB8:STRING[20]': 'four' }, scene.terms);
    assert.equal(shorter[0]?.outcome, 'done');
    assert.deepEqual(
      scene.session.asked.slice(asked).map((each) => ('read' in each ? 'read' : 'write')),
      ['read', 'write'],
    );
    // The block is loaded anew, with less room for that text, over the same connection.
    db()[8] = 2;
    const { results: longer } = await table.write({ 'DB1.DBB8:STRING[20]': 'six' }, scene.terms);
    assert.equal(longer[0]?.outcome, 'refused');
    assert.match(longer[0]?.status?.reason ?? '', /room for 2 characters there/);
    assert.deepEqual([...db().subarray(8, 14)], [2, 4, ...Buffer.from('four')]);
  });

  it('S-W-08: a link that is lost before the answer leaves the outcome unknown, and nothing is sent twice', async () => {
    scene.session.before = () => {
      throw s7Errors.connectionLost({ reason: 'the PLC reset it' });
    };
    const table = scene.table([tag('DB1.DBW0:INT'), tag('DB1.DBW2:INT')]);
    const { results, failed } = await table.write({ 'DB1.DBW0:INT': 1, 'DB1.DBW2:INT': 2 }, scene.terms);
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ['unknown', 'unknown'],
    );
    assert.match(
      results[0]?.status?.reason ?? '',
      /nobody knows what came of it.*in one request with DB1\.DBW2/,
    );
    assert.equal(scene.session.asked.length, 1);
    assert.equal(failed, undefined, 'it may have been done');
  });

  it('says of what was never sent that it was not', async () => {
    const abort = new AbortController();
    abort.abort(new Error('enough'));
    const table = scene.table([tag('DB1.DBW0:INT')]);
    const { results, failed } = await table.write(
      { 'DB1.DBW0:INT': 1 },
      { source: 'test', signal: abort.signal },
    );
    assert.equal(results[0]?.outcome, 'failed');
    assert.ok(tagErrors.notSent.is(failed));
    assert.equal(scene.session.asked.length, 0);
  });

  it('of items that no confirmation came for nobody knows, and the next write has no more than that', async () => {
    const tags = Array.from({ length: 8 }, (_, index) => tag(`DB1.DBW${index * 2}:INT`));
    const values = Object.fromEntries(tags.map(({ name }) => [name, 1]));
    scene.session.mostItems = 5;
    const table = scene.table(tags);
    const first = await table.write(values, scene.terms);
    assert.deepEqual(
      first.results.map(({ outcome }) => outcome),
      [...new Array(5).fill('done'), ...new Array(3).fill('unknown')],
    );
    await table.write(values, scene.terms);
    assert.deepEqual(
      scene.writes.map(({ length }) => length),
      [8, 5, 3],
    );
  });
});
