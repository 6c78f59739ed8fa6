import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { divideFlows } from '@millwright/flows';
import type { Operation } from '@millwright/runtime';
import { describe, it } from 'mocha';
import { historyErrors } from '../../common/errors.ts';
import { defaultSettings, type Retention as Rules } from '../../common/settings.ts';
import { archiveForEach } from '../archive/archive.fixture.ts';
import { HealthState } from '../health.ts';
import { Retention } from './retention.ts';

const day = 24 * 3600 * 1000;

describe('retention', () => {
  const archive = archiveForEach();
  const told: string[] = [];
  const log = {
    info: (text: string) => told.push(text),
    warn: (text: string) => told.push(text),
    error: (text: string) => told.push(text),
  };
  const health = () => new HealthState({ log, publish: () => undefined, doorProblem: () => undefined });

  const make = (
    rules: Partial<Rules>,
    more: {
      health?: HealthState;
      beforeVersions?: () => Promise<unknown>;
      beforeContents?: () => Promise<unknown>;
    } = {},
  ) => {
    told.length = 0;
    const { handlers } = archive;
    return new Retention({
      archive: {
        ...handlers,
        forgetVersions: async (...parameters) => {
          await more.beforeVersions?.();
          return handlers.forgetVersions(...parameters);
        },
        forgetContents: async (...parameters) => {
          await more.beforeContents?.();
          return handlers.forgetContents(...parameters);
        },
      },
      host: {
        operate: (options, run) => {
          told.push(options.name);
          return run({ tell: () => undefined } as unknown as Operation);
        },
        publish: (topic) => told.push(topic),
        log,
      },
      health: more.health ?? health(),
      rules: () => ({ ...defaultSettings.retention, ...rules }),
      running: () => undefined,
      now: () => archive.clock.now.getTime(),
    });
  };
  /** Two tabs of which one changes each time, a version a day. */
  const fill = async (versions: number, bytes = 10) => {
    const items = (tab: string, count: number) => [
      { id: tab, type: 'tab', label: tab },
      ...Array.from({ length: count }, (_, index) => ({
        id: `${tab}${index}`,
        type: 'function',
        z: tab,
        func: randomBytes(200).toString('hex'),
      })),
    ];
    const same = items('a', 20);
    const other = items('b', 20);
    for (let index = 0; index < versions; index++) {
      const changed = other.with(1 + (index % 20), {
        ...other[1],
        id: `b${index}`,
        name: randomBytes(bytes).toString('hex'),
      } as never);
      await archive.keep(divideFlows([...same, ...changed]), {
        rev: `r${index}`,
        credentials: JSON.stringify({ b1: { password: `${index}` } }),
      });
      archive.clock.now = new Date(archive.clock.now.getTime() + day);
    }
  };
  const numbers = async () => (await archive.handlers.list({ limit: 200 })).map(({ number }) => number);
  const faulty = async () => (await archive.handlers.verify({ limit: 1000 })).faulty;
  const contents = () =>
    archive.file((database) =>
      Number(database.prepare('select count(*) count from content').get()?.['count']),
    );

  it('deletes what is too old, with what only that needed; all others stay whole', async () => {
    await fill(30);
    await archive.handlers.edit(3, { name: 'Delivered' });
    await archive.handlers.edit(5, { pinned: true });
    const before = contents();
    await make({ keepAllDays: 10, keepDailyDays: 10 }).run();
    assert.deepEqual(await numbers(), [30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 5, 3]);
    assert.deepEqual(told, [
      'history.retention',
      '18 old versions were deleted, as the settings say',
      'changed',
    ]);
    assert.deepEqual(await faulty(), []);
    assert.ok(contents() < before - 30, `${before} contents before, ${contents()} after`);
    const parents = (await archive.handlers.list({ limit: 200 })).map(({ parent }) => parent);
    assert.deepEqual(parents, [29, 28, 27, 26, 25, 24, 23, 22, 21, undefined, undefined, undefined]);
    const { version } = await archive.keep(divideFlows([]));
    assert.equal(version.number, 31);
  });

  it('previews exactly what it does', async () => {
    await fill(12);
    const rules = { ...defaultSettings.retention, maxVersions: 5 };
    const { preview } = await archive.handlers.plan({
      rules,
      running: undefined,
      now: archive.clock.now.getTime(),
    });
    assert.deepEqual([preview.versions, preview.remaining, preview.tooLarge], [7, 5, false]);
    assert.deepEqual([preview.oldest?.number, preview.newest?.number], [1, 7]);
    assert.deepEqual(
      preview.list.map(({ number }) => number),
      [7, 6, 5, 4, 3, 2, 1],
    );
    await make({ maxVersions: 5 }).run();
    assert.deepEqual(await numbers(), [12, 11, 10, 9, 8]);
  });

  it('makes the file smaller, down to the limit', async () => {
    await fill(150, 4000);
    const file = join(archive.directory, 'history.db');
    const large = archive.file((database) => database.prepare('pragma page_count').get()?.['page_count']);
    const limit = (Number(large) * 4096) / 2;
    await make({ maxBytes: limit }).run();
    const size = statSync(file).size;
    assert.ok(size <= limit * 1.1 && size > limit * 0.6, `${size} of ${limit}`);
    assert.deepEqual(await faulty(), []);
    assert.ok((await numbers()).length > 20);
  });

  it('takes nothing from what was named while it was at work', async () => {
    await fill(10);
    let named: Promise<unknown> | undefined;
    const retention = make(
      { maxVersions: 2 },
      {
        beforeVersions: () => {
          named ??= archive.handlers.edit(4, { name: 'Just now' });
          return named;
        },
      },
    );
    await retention.run();
    assert.deepEqual(await numbers(), [10, 4]);
    assert.deepEqual(await faulty(), []);
  });

  it('takes nothing from what came while it was at work', async () => {
    await fill(10);
    let kept: Promise<unknown> | undefined;
    const former = JSON.parse((await archive.handlers.read(2)).flows) as Record<string, unknown>[];
    const retention = make(
      { maxVersions: 2 },
      {
        beforeContents: () => {
          kept ??= archive.keep(divideFlows(former), { rev: 'back', credentials: '{"b1":{"password":"1"}}' });
          return kept;
        },
      },
    );
    await retention.run();
    assert.deepEqual(await numbers(), [11, 10]);
    assert.deepEqual(await faulty(), []);
    assert.equal((await archive.handlers.read(11)).flows, JSON.stringify(former));
  });

  it('deletes nothing by its age while the clock says 2099, and says why; later it does again', async () => {
    await fill(30);
    const now = archive.clock.now.getTime();
    const state = health();
    await make({}).run();
    archive.clock.now = new Date('2099-01-01T00:00:00Z');
    await make({}, { health: state }).run();
    assert.equal((await numbers()).length, 30);
    assert.equal(state.current().reason?.code, historyErrors.clockDoubted.code);
    await archive.keep(divideFlows([]), { rev: 'in 2099' });
    await make({}, { health: state }).run();
    assert.equal((await numbers()).length, 31);
    archive.clock.now = new Date(now + 60_000);
    await make({ keepAllDays: 10, keepDailyDays: 20 }, { health: state }).run();
    assert.equal(state.current().state, 'ok');
    assert.equal((await numbers()).length, 20);
  });

  it('leaves contents alone where it cannot be known who needs them', async () => {
    await fill(5);
    await archive.close();
    archive.file((database) => database.exec("update version set parts = '{' where number = 5"));
    await archive.reopen();
    const before = contents();
    await make({ maxVersions: 3 }).run();
    assert.deepEqual(await numbers(), [5, 4, 3]);
    assert.equal(contents(), before);
  });
});
