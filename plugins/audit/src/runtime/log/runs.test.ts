import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { isAlive, ownRun, readRuns, runName } from './runs.ts';

describe('runs of the log', () => {
  const run = { boot: 'b', pid: process.ppid, start: undefined, first: 0 };

  it('are alive as long as their process is, and not another one of the same number', () => {
    assert.ok(isAlive(run));
    assert.ok(!isAlive({ ...run, start: 'another start' }));
    assert.ok(!isAlive({ ...run, pid: 2 ** 30 }));
    assert.ok(!isAlive({ ...run, pid: process.pid }), 'this process has one only');
    assert.ok(!isAlive({ ...run, pid: 0 }));
  });

  it('are read as they were noted, and what is no run is left out', () => {
    const database = new DatabaseSync(':memory:');
    database.exec('create table meta (name text primary key, value text not null)');
    const insert = database.prepare('insert into meta values (?, ?)');
    insert.run(runName('b'), ownRun(7));
    insert.run(runName('c'), 'no JSON');
    insert.run(runName('d'), '{"pid":"1"}');
    insert.run('unfinished', '3');
    const [found, ...more] = readRuns(database);
    assert.deepEqual(more, []);
    assert.deepEqual([found?.boot, found?.pid, found?.first], ['b', process.pid, 7]);
    assert.equal(typeof found?.start, process.platform === 'linux' ? 'string' : 'undefined');
    database.close();
  });
});
