import assert from 'node:assert/strict';
import { ManualClock, tagErrors } from '@millwright/tags';
import { s7Errors } from '../../errors.ts';
import { Scene, ScriptedSession, tag } from './scene.fixture.ts';

const outcomesOf = (results: readonly { readonly outcome: string }[]) =>
  results.map(({ outcome }) => outcome);

describe('writing texts that a PLC may have less room for than their table says', () => {
  let scene: Scene;
  /** Texts of ten characters in the PLC, and what lies behind each of them. */
  const texts = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const block = new Uint8Array(30).fill(0x55);
      block.set([10, 0]);
      scene.memory.set(`DB${index + 1}`, block);
      return tag(`DB${index + 1}.DBB0:STRING[20]`);
    });
  const valuesOf = (tags: readonly { readonly name: string }[], value: unknown) =>
    Object.fromEntries(tags.map(({ name }) => [name, value]));
  const behind = (db: number) => [...(scene.memory.get(`DB${db}`) ?? [])].slice(12);
  const tooMany = () => s7Errors.refused({ error: 0x8500, meaning: 'it has a size that it does not take' });
  const lengths = () =>
    scene.session.asked.map((asked) =>
      'read' in asked ? `read ${asked.read.length}` : `write ${asked.write.length}`,
    );
  const untouched = new Array(18).fill(0x55);

  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(() => scene.close());

  it('asks a PLC that refuses too many items as a whole for fewer at once, and writes over nothing behind a text', async () => {
    const tags = texts(12);
    scene.session.before = (asked) => {
      if (('read' in asked ? asked.read : asked.write).length > 6) throw tooMany();
    };
    const table = scene.table(tags);
    const { results, failed } = await table.write(valuesOf(tags, 'x'.repeat(20)), scene.terms);
    assert.deepEqual(new Set(outcomesOf(results)), new Set(['refused']));
    assert.match(String(failed), /room for 10 characters there/);
    for (const index of tags.keys()) assert.deepEqual(behind(index + 1), untouched);
    // An answer of 240 bytes has room for 8 STRING[20].
    assert.deepEqual(lengths(), ['read 8', 'read 4', 'read 4', 'read 4']);
    scene.session.asked.length = 0;
    const shorter = await table.write(valuesOf(tags, 'x'.repeat(10)), { ...scene.terms, verify: true });
    assert.deepEqual(new Set(outcomesOf(shorter.results)), new Set(['done']));
    assert.ok(shorter.results.every(({ verified }) => verified));
    for (const index of tags.keys()) assert.deepEqual(behind(index + 1), untouched);
  });

  it('asks a PLC that answers fewer items than it was asked for for the rest of them', async () => {
    const tags = texts(8);
    scene.session.mostItems = 5;
    const { results } = await scene.table(tags).write(valuesOf(tags, 'x'.repeat(11)), scene.terms);
    assert.deepEqual(new Set(outcomesOf(results)), new Set(['refused']));
    assert.deepEqual(lengths(), ['read 8', 'read 3']);
    scene.session.mostItems = 0;
    const other = scene.table(tags);
    const unasked = await other.write(valuesOf(tags, 'x'), scene.terms);
    assert.deepEqual(new Set(outcomesOf(unasked.results)), new Set(['failed']));
    assert.match(unasked.results[0]?.status?.reason ?? '', /was not sent.*answered 0 of 8 items/);
  });

  it('does not write a text that the PLC did not say the room of, and writes what is none', async () => {
    const tags = [...texts(2), tag('DB3.DBW0:INT')];
    scene.memory.set('DB3', new Uint8Array(2));
    const values = { ...valuesOf(tags.slice(0, 2), 'x'.repeat(20)), 'DB3.DBW0:INT': 7 };
    const reasons: readonly (readonly [() => Error, string])[] = [
      [() => s7Errors.timeout({ milliseconds: 1_000 }), 'BadTimeout'],
      [
        () => s7Errors.refused({ error: 0x8302, meaning: 'it has no resources left for it' }),
        'BadUnknownResponse',
      ],
    ];
    for (const [reason, status] of reasons) {
      scene.session.asked.length = 0;
      scene.session.before = (asked) => {
        if ('read' in asked) throw reason();
      };
      const table = scene.table(tags);
      const { results } = await table.write(values, scene.terms);
      assert.deepEqual(outcomesOf(results), ['failed', 'failed', 'done']);
      assert.match(
        results[0]?.status?.reason ?? '',
        /^This request was not sent: how long a text the PLC has/,
      );
      assert.equal(results[0]?.status?.name, status);
      assert.deepEqual(lengths(), ['read 2', 'write 1']);
      const alone = await table.write(valuesOf(tags.slice(0, 1), 'x'), scene.terms);
      assert.ok(tagErrors.notSent.is(alone.failed));
      scene.session.before = () => undefined;
      const later = await table.write(valuesOf(tags.slice(0, 2), 'x'), scene.terms);
      assert.deepEqual(outcomesOf(later.results), ['done', 'done'], 'it is asked again');
    }
  });

  it('says of one text alone that it was not written, where the PLC does not let it be read', async () => {
    const tags = texts(3);
    scene.session.codeOf = (item) => ('length' in item && item.db === 2 ? 0x03 : undefined);
    const { results } = await scene.table(tags).write(valuesOf(tags, 'x'), scene.terms);
    assert.deepEqual(outcomesOf(results), ['done', 'failed', 'done']);
    assert.equal(results[1]?.status?.name, 'BadUserAccessDenied');
    scene.session.codeOf = () => undefined;
    scene.session.before = (asked) => {
      if ('read' in asked && asked.read.some(({ db }) => db === 2)) throw tooMany();
    };
    const other = await scene.table(tags).write(valuesOf(tags, 'x'), scene.terms);
    assert.deepEqual(outcomesOf(other.results), ['done', 'failed', 'done']);
  });

  it('takes nothing for known that the PLC said before an earlier write', async () => {
    const tags = texts(2);
    const table = scene.table(tags, { clock: new ManualClock() });
    await table.write(valuesOf(tags, 'x'), scene.terms);
    scene.memory.get('DB2')?.set([0x04]);
    const { results } = await table.write(valuesOf(tags, 'x'.repeat(8)), scene.terms);
    assert.deepEqual(outcomesOf(results), ['done', 'refused']);
    assert.deepEqual([...(scene.memory.get('DB2') ?? [])].slice(3), new Array(27).fill(0x55));
    scene.session.before = (asked) => {
      if ('read' in asked) throw s7Errors.timeout({ milliseconds: 1_000 });
    };
    const unasked = await table.write(valuesOf(tags, 'y'), scene.terms);
    assert.deepEqual(outcomesOf(unasked.results), ['failed', 'failed']);
  });

  it('writes no text where none begins in the PLC, since its next reading would be bad, but an empty one', async () => {
    scene.memory.set('DB1', new Uint8Array(30));
    const table = scene.table([tag('DB1.DBB0:STRING[4]'), tag('DB1.DBB8:WSTRING[4]')]);
    const { results } = await table.write(
      { 'DB1.DBB0:STRING[4]': 'a', 'DB1.DBB8:WSTRING[4]': 'b' },
      { ...scene.terms, verify: true },
    );
    assert.deepEqual(outcomesOf(results), ['refused', 'refused']);
    assert.match(results[0]?.status?.reason ?? '', /no text begins there in the PLC/);
    assert.deepEqual(scene.memory.get('DB1'), new Uint8Array(30));
    const empty = await table.write({ 'DB1.DBB0:STRING[4]': '' }, { ...scene.terms, verify: true });
    assert.deepEqual(outcomesOf(empty.results), ['done']);
    const { samples } = await table.read(['DB1.DBB0:STRING[4]'], scene.terms);
    assert.deepEqual(
      samples.map(({ value, quality }) => [value, quality]),
      [['', 'good']],
    );
  });

  it('reads back what was written from a PLC that refuses too many items as a whole', async () => {
    const tags = Array.from({ length: 12 }, (_, index) => tag(`DB1.DBW${index * 2}:INT`));
    scene.session.before = (asked) => {
      if ('read' in asked && asked.read.length > 6) throw tooMany();
    };
    const { results } = await scene.table(tags).write(valuesOf(tags, 7), { ...scene.terms, verify: true });
    assert.ok(results.every(({ outcome, verified }) => outcome === 'done' && verified === true));
    assert.deepEqual(lengths(), ['write 12', 'read 12', 'read 6', 'read 6']);
  });

  describe('over a connection that is made anew between two requests of one write', () => {
    /** What lies in the PLC that answers then: texts of five characters. */
    const memory = new Map<string, Uint8Array>();
    let other: ScriptedSession;
    const lost = () => s7Errors.connectionLost({ reason: 'the PLC was exchanged' });

    beforeEach(() => {
      other = new ScriptedSession({ pdu: 240, jobs: 4 }, memory);
      memory.set('DB9', new Uint8Array(2));
    });

    /** Writes in requests of two, of which the first finds the connection gone. */
    const writeAnew = (values: Readonly<Record<string, unknown>>, tags: Parameters<Scene['table']>[0]) => {
      for (let db = 1; db <= tags.length; db += 1)
        memory.set(`DB${db}`, Uint8Array.from([5, 0, ...new Array(28).fill(0x55)]));
      scene.session.before = (asked) => {
        if ('read' in asked) return;
        scene.replace(other, lost());
        throw lost();
      };
      return scene.table(tags, { plan: { maxItems: 2 } }).write(values, scene.terms);
    };
    const heldOf = (db: number) => [...(memory.get(`DB${db}`) ?? [])];

    it('asks the PLC that answers now for the room of a text, and refuses one that is too long for it', async () => {
      const tags = [...texts(5), tag('DB9.DBW0:INT')];
      const { results } = await writeAnew(
        { ...valuesOf(tags.slice(0, 5), 'x'.repeat(8)), 'DB9.DBW0:INT': 7 },
        tags,
      );
      assert.deepEqual(outcomesOf(results), ['unknown', 'unknown', 'refused', 'refused', 'refused', 'done']);
      assert.match(results[2]?.status?.reason ?? '', /the PLC itself has room for 5 characters/);
      for (let db = 1; db <= 5; db += 1)
        assert.deepEqual(heldOf(db).slice(1), [0, ...new Array(28).fill(0x55)]);
      assert.deepEqual(heldOf(9), [0, 7]);
    });

    it('writes what fits there, and the rest of a request of which one text does not', async () => {
      const tags = texts(4);
      const values = { ...valuesOf(tags, 'abcde'), [tags[2]?.name ?? '']: 'abcdef' };
      const { results } = await writeAnew(values, tags);
      assert.deepEqual(outcomesOf(results), ['unknown', 'unknown', 'refused', 'done']);
      assert.deepEqual(heldOf(3).slice(1, 3), [0, 0x55]);
      assert.deepEqual(heldOf(4).slice(0, 8), [5, 5, ...Buffer.from('abcde'), 0x55]);
      assert.deepEqual(
        other.asked.map((asked) => ('read' in asked ? asked.read.length : -asked.write.length)),
        [2, -1],
      );
    });

    it('writes no text where that PLC does not say how much room it has', async () => {
      other.before = (asked) => {
        if ('read' in asked) throw s7Errors.timeout({ milliseconds: 1_000 });
      };
      const tags = texts(4);
      const { results } = await writeAnew(valuesOf(tags, 'x'), tags);
      assert.deepEqual(outcomesOf(results), ['unknown', 'unknown', 'failed', 'failed']);
      assert.match(results[3]?.status?.reason ?? '', /was not sent: how long a text the PLC has/);
      assert.equal(results[3]?.status?.name, 'BadTimeout');
      assert.equal(scene.client.connection.state.phase, 'degraded', 'its silence counts');
      assert.ok(other.asked.every((asked) => 'read' in asked));
    });
  });
});
