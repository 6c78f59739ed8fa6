import assert from 'node:assert/strict';
import { isWorldFailure, reasonOf } from './postgres-failure.ts';

describe('what goes wrong with PostgreSQL', () => {
  it('is said by its code, and nothing of what answers there', () => {
    const failed = (code?: string, message = 'SSH-2.0-planted banner') =>
      reasonOf(Object.assign(new Error(message), code !== undefined && { code }));
    assert.deepEqual(
      [failed('ECONNREFUSED'), failed('28P01'), failed('3D000'), failed('42501'), failed('XX000')],
      [
        'ECONNREFUSED',
        'the log-in is refused: 28P01',
        'there is no such database: 3D000',
        'the user lacks a right: 42501',
        'it failed: XX000',
      ],
    );
    assert.equal(failed('08<b>planted</b>'), 'it failed: unknown');
    assert.equal(failed(undefined, 'timeout expired'), 'timeout expired');
    assert.equal(failed(undefined, 'Connection terminated: planted'), 'Connection terminated');
    assert.equal(failed(), 'unknown');
  });

  it('is the fault of the way to it, or ours', () => {
    for (const text of [
      'Connection terminated unexpectedly',
      'Connection terminated due to connection timeout',
      'timeout exceeded when trying to connect',
      'timeout expired',
      'Query read timeout',
      'Client was closed and is not queryable',
      'Client has encountered a connection error and is not queryable',
      'The server does not support SSL connections',
      'There was an error establishing an SSL connection',
    ])
      assert.equal(isWorldFailure(new Error(text)), true, text);
    for (const text of [
      "Cannot read properties of undefined (reading 'closed')",
      'the message has ended',
      'no such device: assl-12',
      'The device is closed already',
    ])
      assert.equal(isWorldFailure(new TypeError(text)), false, text);
    assert.equal(isWorldFailure(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })), true);
    assert.equal(isWorldFailure(Object.assign(new Error('twice'), { code: '23505' })), false);
  });
});
