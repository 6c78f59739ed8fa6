import assert from 'node:assert/strict';
import type { Connection, ConnectionState, Link } from '@millwright/tags';
import { logConnection } from './connection-log.ts';

describe('log of a connection', () => {
  const logged = (): { readonly lines: string[]; readonly follow: (state: ConnectionState) => void } => {
    const lines: string[] = [];
    let follow: (state: ConnectionState) => void = () => {};
    const connection = {
      onChange: (listener: (state: ConnectionState) => void) => {
        follow = listener;
        return () => {};
      },
    } as unknown as Connection<Link>;
    logConnection(connection, 'plc:502', {
      info: (line) => lines.push(`info ${line}`),
      warn: (line) => lines.push(`warn ${line}`),
      error: (line) => lines.push(`error ${line}`),
    });
    return { lines, follow };
  };

  it('does not grow with a PLC that lets itself be connected to and goes again, for ever', () => {
    const { lines, follow } = logged();
    const waiting = (failures: number) =>
      follow({ phase: 'waiting', failures, delay: 1_000, error: new Error('the PLC reset it') });
    for (let failures = 0; failures < 100; failures += 1) {
      follow({ phase: 'connecting', failures });
      follow({ phase: 'online', failures, greeting: 'heard' });
      waiting(failures + 1);
    }
    assert.equal(lines.length, 8);
    follow({ phase: 'online', failures: 100, greeting: 'heard' });
    assert.equal(lines.length, 8);
    // It has answered something.
    follow({ phase: 'online', failures: 0, greeting: 'heard' });
    assert.equal(lines.at(-1), 'info Connected to plc:502');
    // One that stood for long counts anew.
    waiting(1);
    follow({ phase: 'online', failures: 1, greeting: 'heard' });
    assert.equal(lines.length, 11);
  });

  it('M-T-11: says once that it is up and once, with the cause, that it is not, however often it is tried', () => {
    const { lines, follow } = logged();
    const waiting = (failures: number, cause: string) =>
      follow({ phase: 'waiting', failures, delay: 1_000, error: new Error(cause) });

    follow({ phase: 'connecting', failures: 0 });
    follow({ phase: 'online', failures: 0 });
    waiting(1, 'the PLC reset it');
    follow({ phase: 'connecting', failures: 1 });
    waiting(2, 'refused');
    waiting(3, 'refused');
    follow({ phase: 'online', failures: 3 });
    waiting(4, 'refused');
    follow({ phase: 'online', failures: 4 });
    follow({ phase: 'online', failures: 0 });
    waiting(1, 'the PLC reset it');
    follow({ phase: 'online', failures: 1, greeting: 'heard' });
    follow({ phase: 'online', failures: 0, greeting: 'heard' });
    waiting(1, 'no answer');
    follow({ phase: 'online', failures: 1, greeting: 'doubted' });
    waiting(2, 'no answer');

    assert.deepEqual(lines, [
      'info Connected to plc:502',
      'warn No connection to plc:502: the PLC reset it. Trying again until it answers',
      'warn No connection to plc:502: refused. Trying again until it answers',
      'info Connected to plc:502',
      'warn No connection to plc:502: the PLC reset it. Trying again until it answers',
      'info Connected to plc:502',
      'warn No connection to plc:502: no answer. Trying again until it answers',
    ]);
  });
});
