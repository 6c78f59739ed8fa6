import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { logMigrations } from '@millwright/ledger';
import { beforeEach, describe, it } from 'mocha';
import { Doubted } from './doubted.ts';
import { prepareStatements, type Statements } from './statements.ts';

describe('events whose commit failed', () => {
  let connection: DatabaseSync;
  let statements: Statements;
  let doubted: Doubted;

  beforeEach(() => {
    connection = new DatabaseSync(':memory:');
    for (const step of logMigrations) connection.exec(step);
    statements = prepareStatements(connection);
    doubted = new Doubted();
  });

  /** Writes two events that hold or tell of `lost`, with a commit that fails, whatever is on disk then. */
  const write = (first: number, lost: number, isKept: boolean): void => {
    connection.exec('begin');
    for (const seq of [first, first + 1]) statements.insertEvent.run(seq, '{}', Buffer.of(seq), '');
    doubted.begin(first, lost, statements);
    connection.exec(isKept ? 'commit' : 'rollback');
  };

  it('are not lost where the log has them all the same, and others are', () => {
    assert.equal(doubted.found(statements), 0);
    write(0, 2, false);
    assert.equal(doubted.found(statements), 0);
    write(0, 4, true);
    assert.equal(doubted.found(statements), 4);
    write(2, 2, true);
    assert.deepEqual([doubted.found(statements), doubted.found(statements)], [6, 6]);
  });

  it('are lost where another process wrote under their numbers', () => {
    write(0, 2, false);
    statements.insertEvent.run(0, '{}', Buffer.of(99), '');
    assert.equal(doubted.found(statements), 0);
  });

  it('are counted once: what was told of is told of', () => {
    write(0, 2, true);
    assert.equal(doubted.found(statements), 2);
    doubted.written();
    assert.equal(doubted.found(statements), 0);
  });
});
