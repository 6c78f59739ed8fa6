import assert from 'node:assert/strict';
import { makeKey, readCheckpoint, signCheckpoint } from '@millwright/ledger';
import { describe, it } from 'mocha';
import { auditErrors } from '../../common/errors.ts';
import type { Destination } from '../../common/settings.ts';
import { draft, logForEach } from '../log/log.fixture.ts';
import { eventProblem, type Witnesses } from './event-problem.ts';

const alone: Witnesses = { anchors: [], verified: undefined };
const destination: Destination = {
  id: 'files',
  name: 'Shift server',
  kind: 'file',
  enabled: true,
  anchor: true,
  classes: [],
  directory: 'audit',
};

describe('how sure one can be of an event', () => {
  const test = logForEach();

  const add = async (count: number) => {
    await Promise.all(Array.from({ length: count }, () => test.log.append(draft())));
    return test.log.checkpoint();
  };
  const code = async (seq: number, witnesses = alone) => {
    const found = await test.log.seen(seq);
    return found && eventProblem(found, witnesses)?.code;
  };
  const change = (sql: string) => test.withFile((database) => database.exec(sql));

  it('says nothing against what is as it was, signed or not', async () => {
    await add(20);
    const seq = await test.log.append(draft());
    assert.deepEqual(
      [await code(7), await code(seq), await code(seq + 1)],
      [undefined, undefined, undefined],
    );
    assert.deepEqual((await test.log.page({ limit: 50 })).changed, []);
  });

  it('finds a text that was changed, in the list too, before any check', async () => {
    await add(20);
    change(`update event set record = replace(record, 'ana', 'eve') where seq = 7`);
    assert.deepEqual(
      [await code(6), await code(7), await code(8)],
      [undefined, 'audit.event-changed', undefined],
    );
    assert.deepEqual((await test.log.page({ limit: 50 })).changed, [7]);
  });

  it('finds what lies behind the end of a text, and a record under another number', async () => {
    await add(20);
    change(`update event set record = record || char(0) || 'more' where seq = 7;
      update event set record = (select record from event where seq = 4),
        digest = (select digest from event where seq = 4) where seq = 9`);
    await assert.rejects(code(7), auditErrors.eventChanged.is);
    assert.equal(await code(9), 'audit.event-changed');
    const { events, changed } = await test.log.page({ limit: 50 });
    assert.deepEqual(changed, [9]);
    assert.deepEqual(
      events.map(({ seq }) => seq).filter((seq) => seq < 12),
      [11, 10, 9, 8, 6, 5, 4, 3, 2, 1, 0],
    );
  });

  it('finds a digest that was worked out anew, for all that the checkpoint covers', async () => {
    await add(20);
    const { size } = await add(20);
    change('update event set digest = (select digest from event where seq = 4) where seq = 30');
    const found = await Promise.all([29, 30, size - 1, 3].map((seq) => code(seq)));
    assert.deepEqual(found, ['audit.event-astray', 'audit.event-changed', 'audit.event-astray', undefined]);
  });

  it('finds a checkpoint that somebody else signed', async () => {
    const { note } = await add(20);
    const read = readCheckpoint(note);
    const forged = signCheckpoint({ ...read, time: 1 }, makeKey(read.origin));
    test.withFile((database) =>
      database.prepare('update checkpoint set note = ? where size = ?').run(forged, read.size),
    );
    assert.equal(await code(7), 'audit.event-unsigned');
  });

  it('compares with what a directory keeps, and listens to the last check', async () => {
    const { note } = await add(20);
    const { origin, size } = readCheckpoint(note);
    const other = signCheckpoint({ size, root: new Uint8Array(32), time: 1 }, makeKey(origin));
    const witness = (text: string): Witnesses => ({ ...alone, anchors: [{ destination, text }] });
    assert.equal(await code(7, witness(`${note}${note}`)), undefined);
    assert.equal(await code(7, witness(`${note}${other}`)), 'audit.event-rewritten');
    const fault = { kind: 'anchor' as const, from: 5, to: 9, message: 'was rewritten' };
    const verdict = {
      result: 'tampered' as const,
      size,
      checked: size,
      pruned: 0,
      signed: 0,
      anchored: 0,
      anchors: 0,
    };
    const verified = { time: 1, verdict: { ...verdict, faults: [fault] } };
    assert.equal(await code(7, { ...alone, verified }), 'audit.event-named');
    assert.equal(await code(10, { ...alone, verified }), undefined);
  });
});
