import assert from 'node:assert/strict';
import {
  ComputedTags,
  ManualClock,
  measured,
  missing,
  type Reading,
  statusOf,
  tagErrors,
} from '@millwright/tags';
import type { PlcConnection } from './plc-connection.ts';
import { Table } from './table.ts';

const point = (name: string) => ({ name, address: '' });
const status = statusOf('BadNotConnected', 'no answer');
const silence = new Error('nobody answered');
const unknown = tagErrors.unknownTag({ tag: 'nobody' });

const good: Reading = { samples: [measured(point('level'), 1, 0)], errors: new Map() };
const bad = { samples: [missing(point('level'), status, 0)], errors: new Map() };
const lost: Reading = { ...bad, failed: silence, lost: silence };
const refused: Reading = { ...bad, failed: new Error('the PLC said no') };
const unasked: Reading = { ...bad, failed: unknown, unasked: true };

describe('what a message asks for: tags of a table and tags of its own', () => {
  /** @param ofTable what comes of the names, @param ofOwn and of the message's own tags */
  const read = (ofTable: Reading | undefined, ofOwn: Reading | undefined): Promise<Reading> => {
    const clock = new ManualClock();
    const table = new Table<object, object, object>({
      id: 'table',
      connection: {} as PlcConnection,
      points: {
        tag: () => undefined,
        last: () => undefined,
        read: async () => ofTable as Reading,
        readAdHoc: async () => ofOwn as Reading,
        write: () => Promise.reject(new TypeError('Nobody writes')),
      },
      computed: new ComputedTags({ tags: [], others: ['level'], clock }),
      members: [],
      clock,
      addressOf: () => '',
      valueOfText: (_tag, text) => text,
      askedTag: ({ name }) =>
        name === 'possible' ? { tag: {} } : { name: String(name), address: '', error: unknown },
      checkWrite: () => undefined,
      statusOfError: () => status,
    });
    const own = [{ name: 'impossible' }, ...(ofOwn ? [{ name: 'possible' }] : [])];
    return table.readAsked({ names: ofTable ? ['level'] : [], own }, {});
  };

  it('is lost where nothing was answered of what the PLC was asked for', async () => {
    for (const [ofTable, ofOwn] of [
      [lost, lost],
      [unasked, lost],
      [lost, unasked],
      [lost, undefined],
      [undefined, lost],
    ] as const) {
      const reading = await read(ofTable, ofOwn);
      assert.equal(reading.lost, silence);
      assert.equal(reading.failed, silence);
    }
  });

  it('is not lost where the PLC answered something, or was not asked', async () => {
    for (const [ofTable, ofOwn] of [
      [good, lost],
      [lost, refused],
      [unasked, refused],
      [unasked, unasked],
      [undefined, unasked],
      [undefined, undefined],
    ] as const)
      assert.equal((await read(ofTable, ofOwn)).lost, undefined);
  });

  it('has failed only where no value came, and says first what came of asking the PLC', async () => {
    assert.equal((await read(good, lost)).failed, undefined);
    assert.equal((await read(unasked, good)).failed, undefined);
    assert.equal((await read(unasked, refused)).failed, refused.failed);
    assert.equal((await read(unasked, undefined)).failed, unknown);
    assert.equal((await read(undefined, undefined)).failed, unknown);
  });
});
