import assert from 'node:assert/strict';
import type { ListedServer } from '../../common/routes.ts';
import { germanTexts as texts } from '../texts.fixture.ts';
import { serverRow } from './row.ts';

const server: ListedServer = {
  id: 'server',
  name: 'Leitstand',
  place: '10.4.1.5:502',
  road: 'tcp',
  phase: 'listening',
  clients: 2,
  counters: { requests: 7, exceptions: 0, refused: 0 },
};
const rowOf = (more: Partial<ListedServer>) => {
  const { tone, name, state, text } = serverRow({ ...server, ...more }, texts, () => undefined);
  return [tone, name, state, text];
};

describe('a Modbus server in the sidebar', () => {
  it('is listed with where it is and for how many', () => {
    assert.deepEqual(rowOf({}), ['good', 'Leitstand', 'lauscht', '10.4.1.5:502 · Server · TCP · 2 Clients']);
    assert.deepEqual(rowOf({ name: '', clients: 1 }), [
      'good',
      '10.4.1.5:502',
      'lauscht',
      'Server · TCP · 1 Client',
    ]);
  });

  it('says why it does not listen, with the remedy where there is one', () => {
    const error = { code: 'modbus.listen-failed', message: 'Cannot listen', details: { problem: 'in-use' } };
    const [tone, , state, text] = rowOf({ phase: 'waiting', delay: 5_000, clients: 0, error });
    assert.deepEqual([tone, state], ['bad', 'erneut in 5 s']);
    assert.match(String(text), /^Ein anderes Programm hat diesen Port schon\. .* · 10\.4\.1\.5:502 · /);
    const [, , , other] = rowOf({ phase: 'waiting', error: { ...error, details: { problem: 'else' } } });
    assert.match(String(other), /^Der Server kann unter seiner Adresse nicht lauschen\. · /);
    const [, , , unknown] = rowOf({
      phase: 'waiting',
      error: { code: 'some.other', message: 'Whatever it is' },
    });
    assert.match(String(unknown), /^Whatever it is · /);
  });
});
