import assert from 'node:assert/strict';
import type { ListedConnection, ListedServer } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';
import { connectionsFoot } from './foot.ts';

/** Keys with their values instead of words. */
const texts: ModbusTexts = Object.assign(
  (key: string, values: object = {}) => [key, ...Object.values(values)].join(' '),
  { counted: (key: string, count: number) => `${key} ${count}`, find: () => undefined, locale: 'en-US' },
) as unknown as ModbusTexts;

const connection = (phase: ListedConnection['phase']): ListedConnection => ({
  id: phase,
  name: 'line',
  place: '127.0.0.1:502',
  road: 'tcp',
  readOnly: false,
  phase,
  tables: [],
  counters: {
    requests: 0,
    errors: {},
    latency: {},
    bytes: { in: 0, out: 0 },
    reconnects: 0,
    refused: 0,
    dropped: 0,
    slow: 0,
    suspended: [],
  },
});

const server = (phase: ListedServer['phase']): ListedServer => ({
  id: `server that is ${phase}`,
  name: 'gate',
  place: '127.0.0.1:1502',
  road: 'tcp',
  phase,
  counters: { requests: 0, exceptions: 0, refused: 0 },
});

const footOf = (...phases: ListedConnection['phase'][]) => {
  const foot = connectionsFoot(phases.map(connection), [], texts, () => undefined);
  return [foot?.tone, foot?.text];
};

describe('the foot of the sidebar about connections', () => {
  const cases = {
    idle: ['good', 'foot.idle 1'],
    connecting: ['good', 'foot.connecting 1'],
    online: ['good', 'foot.online 1'],
    degraded: ['attention', 'foot.silent 1'],
    waiting: ['bad', 'foot.lostOne line'],
    closing: ['good', 'foot.closing 1'],
  } as const satisfies Record<ListedConnection['phase'], unknown>;
  for (const [phase, said] of Object.entries(cases)) {
    it(`says of a single one that it is ${phase}`, () => {
      assert.deepEqual(footOf(phase as keyof typeof cases), said);
    });
  }

  it('says nothing while there is none', () => {
    assert.deepEqual(footOf(), [undefined, undefined]);
  });

  it('says of servers whether they listen, and leads to one that does not before all that goes on', () => {
    let led = '';
    const foot = (...servers: ListedServer['phase'][]) =>
      connectionsFoot([connection('degraded')], servers.map(server), texts, (id) => {
        led = id;
      });
    assert.equal(foot('listening', 'starting')?.text, 'foot.silent 1 · foot.listening 1');
    const one = foot('listening', 'waiting');
    assert.deepEqual([one?.tone, one?.text], ['bad', 'foot.deafOne gate · foot.silent 1 · foot.listening 1']);
    one?.open();
    assert.equal(led, 'server that is waiting');
    assert.equal(foot('waiting', 'waiting')?.text, 'foot.deaf 2 · foot.silent 1');
  });

  it('says what is grave first', () => {
    assert.deepEqual(footOf('closing', 'online', 'online', 'waiting'), [
      'bad',
      'foot.lostOne line · foot.online 2 · foot.closing 1',
    ]);
  });
});
