import assert from 'node:assert/strict';
import type { Turns } from '../turns.ts';
import { S7Table } from './s7-table.ts';
import { ScriptedSession, tag } from './scene.fixture.ts';

describe('a connection that is made anew while a table is read', () => {
  const terms = { source: 'test', signal: new AbortController().signal };

  it('makes no value of pieces from before and after a new connection', async () => {
    const sessions = [1, 2].map((byte) => {
      const memory = new Map([['DB1', new Uint8Array(500).fill(byte)]]);
      return new ScriptedSession({ pdu: 240, jobs: 1 }, memory);
    });
    const [before, after] = sessions as [ScriptedSession, ScriptedSession];
    let turns = 0;
    const client: Turns = {
      connection: { current: before },
      schedule(_lane, { signal }, run) {
        turns += 1;
        return run(turns === 1 ? before : after, signal, () => {}, { hold() {}, release() {} });
      },
    };
    const table = new S7Table({ client, tags: [tag('DB1.DBB0:BYTE[400]'), tag('DB1.DBB450')] });
    const [torn, whole] = (await table.read(undefined, terms)).samples;
    assert.equal(torn?.value, null);
    assert.match(torn?.status?.reason ?? '', /made anew between two parts of a value/);
    assert.equal(whole?.quality, 'good');
    const next = (await table.read(['DB1.DBB0:BYTE[400]'], terms)).samples[0];
    assert.deepEqual(next?.value, new Array(400).fill(2));
  });
});
