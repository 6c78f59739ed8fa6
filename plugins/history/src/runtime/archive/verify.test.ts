import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { divideFlows } from '@millwright/flows';
import { createSealer } from '@millwright/store';
import { describe, it } from 'mocha';
import { historyErrors } from '../../common/errors.ts';
import { archiveForEach, flows, node, tab } from './archive.fixture.ts';

describe('verifying versions', () => {
  const archive = archiveForEach();
  const both = { ...node('x'), id: 'c' };
  /** Four versions; the third is kept as a difference. */
  const fill = async () => {
    const more = Array.from({ length: 50 }, (_, index) => ({
      ...node(`name ${index}`),
      id: createHash('sha256').update(`${index}`).digest('hex'),
    }));
    await archive.keep(flows('one'));
    await archive.keep(divideFlows([tab, ...more, node('two')]), { rev: 'r2' });
    await archive.keep(divideFlows([tab, ...more, node('three')]), { rev: 'r3' });
    await archive.keep(divideFlows([tab, both, { id: 'c2', type: 'mqtt-broker' }]), {
      rev: 'r4',
      credentials: '{"n1":{"password":"x"}}',
    });
  };
  const faulty = async () =>
    (await archive.handlers.verify({ limit: 100 })).faulty.map(({ number, code }) => `${number} ${code}`);
  /** Ids of contents, as a version refers to them. */
  const part = (number: number) =>
    `(select value from version, json_each(parts) where number = ${number} limit 1)`;

  it('finds nothing where all is well, page by page', async () => {
    await fill();
    assert.deepEqual(await archive.handlers.verify({ limit: 100 }), { checked: 4, total: 4, faulty: [] });
    assert.deepEqual(await archive.handlers.verify({ limit: 3 }), {
      checked: 3,
      total: 4,
      faulty: [],
      next: 4,
    });
    assert.deepEqual(await archive.handlers.verify({ from: 4, limit: 3 }), {
      checked: 1,
      total: 4,
      faulty: [],
    });
    assert.deepEqual(await archive.handlers.verify({ from: 9, limit: 3 }), {
      checked: 0,
      total: 4,
      faulty: [],
    });
    archive.file((database) => {
      assert.equal(database.prepare('select count(base) count from content').get()?.['count'], 1);
    });
  });

  for (const [title, change, expected] of [
    [
      'a byte of a content',
      `update content set data = cast(data || x'00' as blob) where id = ${part(1)}`,
      [1],
    ],
    [
      'a whole that another is told by',
      `update content set data = zeroblob(900) where id = ${part(2)}`,
      [2, 3],
    ],
    ['what a difference says', `update content set data = zeroblob(90) where id = ${part(3)}`, [3]],
    ['the whole that a difference is of', `update content set base = ${part(1)} where id = ${part(3)}`, [3]],
    [
      'contents that were swapped',
      `update content set data = (select data from content other where other.id = ${part(2)}) where id = ${part(1)}`,
      [1],
    ],
    ['the address of a content', `update content set address = zeroblob(32) where id = ${part(4)}`, [4]],
    ['a content that is gone', `pragma foreign_keys = off; delete from content where id = ${part(4)}`, [4]],
    [
      'credentials that are gone',
      'pragma foreign_keys = off; delete from content where id = (select credentials from version where number = 4)',
      [4],
    ],
    ['a digest', 'update version set digest = zeroblob(32) where number = 2', [2]],
    ['the list of parts', `update version set parts = '[' || ${part(1)} || ']' where number = 2`, [2]],
    ['what is no list of parts', "update version set parts = '{' where number = 2", [2]],
    [
      'a revision',
      'update version set rev = (select rev from version where number = 1) where number = 2',
      [2],
    ],
    ['modules of another version', 'update version set modules = credentials where number = 2', [2]],
    ['who made it', `update version set actor = '{"kind":"user","name":"eva"}' where number = 3`, [3]],
    ['when', 'update version set time = time + 1 where number = 3', [3]],
    ['what changed', `update version set change = '{"parts":[],"reordered":false}' where number = 3`, [3]],
    ['whose credentials changed', `update version set credentials_change = '[{}]' where number = 3`, [3]],
    ['the format of the digest', 'update version set format = 1 where number = 3', [3]],
    ['a number', 'update version set number = 7 where number = 3', [7]],
  ] as const) {
    it(`finds ${title}`, async () => {
      await fill();
      await archive.close();
      archive.file((database) => database.exec(`pragma foreign_keys = off; ${change}`));
      await archive.reopen();
      assert.deepEqual(
        await faulty(),
        expected.map((number) => `${number} ${historyErrors.versionDamaged.code}`),
      );
      for (const number of expected) {
        await assert.rejects(archive.handlers.read(number), historyErrors.versionDamaged.is);
      }
    });
  }

  it('leaves alone what people may change, and a parent that is gone', async () => {
    await fill();
    await archive.handlers.edit(2, { name: 'x', note: 'y', pinned: true });
    await archive.close();
    archive.file((database) => database.exec('update version set parent = null where number = 3'));
    await archive.reopen();
    assert.deepEqual(await faulty(), []);
  });

  for (const format of [1, 2])
    it(`still opens what was kept with format ${format} of digests`, async () => {
      await fill();
      await archive.close();
      const key = Buffer.from(readFileSync(join(archive.directory, 'keys', 'history.key'), 'utf8'), 'base64');
      archive.file((database) => {
        const row = database.prepare('select * from version where number = 1').get();
        const ids = [
          ...JSON.parse(String(row?.['parts'])),
          row?.['runs'],
          row?.['credentials'],
          row?.['modules'],
          row?.['settings'],
        ];
        const addresses = ids.map((id) =>
          Buffer.from(
            database.prepare('select address from content where id = ?').get(id)?.['address'] as Uint8Array,
          ).toString('hex'),
        );
        const rev = `rev of ${JSON.stringify([tab, node('one')]).length}`;
        const told = [
          ...[
            'time',
            'actor',
            'operation',
            'deploy_type',
            'change',
            'credentials_changed',
            'modules_changed',
          ],
          ...['modules_change', 'restored_from', 'safety_for', 'as_found'],
        ].map((column) => row?.[column]);
        const all = format === 1 ? [1, rev, ...addresses] : [2, 1, rev, told, addresses];
        const digest = createSealer(key, 'history').address('version', JSON.stringify(all));
        database.prepare('update version set format = ?, digest = ? where number = 1').run(format, digest);
      });
      await archive.reopen();
      assert.deepEqual(await faulty(), []);
      await archive.handlers.read(1);
    });

  it('says of a version whose key is not there that it cannot tell', async () => {
    await fill();
    await archive.close();
    archive.file((database) => database.exec("update version set key = 'ffffffffffffffff' where number = 2"));
    await archive.reopen();
    assert.deepEqual(await faulty(), [`2 ${historyErrors.versionLocked.code}`]);
  });
});
