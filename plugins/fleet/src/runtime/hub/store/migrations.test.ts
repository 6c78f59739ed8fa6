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
});
