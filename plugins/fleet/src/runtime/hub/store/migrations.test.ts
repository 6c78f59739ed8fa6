import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { sqliteMigrations } from './migrations.ts';

describe('a database that an earlier version made', () => {
  it('has its deploys in the order of their times', () => {
    const database = new DatabaseSync(':memory:');
    const [first = '', second = '', third = ''] = sqliteMigrations;
    database.exec(first + second);
    const add = database.prepare(
      `insert into deploy (id, time, release_name, release_version, state) values (?, ?, 'oven', 1, 'under-way')`,
    );
    for (const [id, time] of [
      ['b', 5],
      ['later', 9],
      ['a', 5],
    ] as const)
      add.run(id, time);
    database.exec(third);
    const rows = database.prepare('select id, sequence from deploy order by sequence').all();
    assert.deepEqual(
      rows.map(({ id, sequence }) => [id, sequence]),
      [
        ['a', 1],
        ['b', 2],
        ['later', 3],
      ],
    );
    database.close();
  });

  it('has the values by which what runs was committed, where it still has them', () => {
    const database = new DatabaseSync(':memory:');
    const [first = '', second = '', third = '', fourth = ''] = sqliteMigrations;
    database.exec(first + second + third);
    const device = database.prepare(
      `insert into device (id, name, labels, signing, sealing, enrolled, drift_policy, job, desired, state, sorted, found_by)
       values (?, 'Oven', '[]', ?, '', 1, 'report', 'second', 'the second', 'in-sync', '', '')`,
    );
    const outcome = database.prepare('insert into outcome (job, device, result, time) values (?, ?, ?, 1)');
    for (const id of ['runs', 'went-back', 'under-way']) device.run(id, id);
    for (const id of ['went-back', 'under-way']) outcome.run('first', id, 'committed');
    outcome.run('second', 'runs', 'committed');
    outcome.run('second', 'went-back', 'rolled-back');
    database.exec(fourth);
    const rows = database.prepare('select id, running_desired from device order by id').all();
    assert.deepEqual(
      rows.map(({ id, running_desired }) => [id, running_desired]),
      [
        ['runs', 'the second'],
        ['under-way', null],
        ['went-back', null],
      ],
    );
    database.close();
  });
});
