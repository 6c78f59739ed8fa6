import assert from 'node:assert/strict';
import { divideFlows } from '@millwright/flows';
import { describe, it } from 'mocha';
import { historyErrors } from '../../common/errors.ts';
import { archiveForEach, flows, user } from './archive.fixture.ts';
import type { ListRequest } from './messages.ts';
import { fold } from './search.ts';

describe('the list of versions', () => {
  const archive = archiveForEach();
  const numbers = async (request: Partial<ListRequest>) =>
    (await archive.handlers.list({ limit: 100, ...request })).map(({ number }) => number);

  it('lists page by page, newest first', async () => {
    for (let index = 0; index < 5; index++)
      await archive.keep(flows(`name ${index}`), { rev: `rev ${index}` });
    const first = await archive.handlers.list({ limit: 2 });
    assert.deepEqual(
      first.map(({ number, rev }) => [number, rev]),
      [
        [5, 'rev 4'],
        [4, 'rev 3'],
      ],
    );
    const next = await archive.handlers.list({ before: 4, limit: 10 });
    assert.deepEqual(
      next.map(({ number }) => number),
      [3, 2, 1],
    );
  });

  it('has a damaged version too, says so, and does not take it for what runs', async () => {
    await archive.keep(flows('one'), { rev: 'rev 1' });
    await archive.keep(flows('two'), { rev: 'rev 2' });
    archive.file((database) =>
      database.exec("update version set change = '{\"pa', modules_change = '7' where number = 2"),
    );
    await archive.reopen();
    const { notices } = await archive.handlers.open();
    assert.deepEqual(
      notices.map(({ code }) => code),
      [historyErrors.rowsDamaged.code],
    );
    const damaged = async () =>
      (await archive.handlers.list({ limit: 9 })).map(({ number, damaged }) => [number, damaged ?? false]);
    assert.deepEqual(await damaged(), [
      [2, true],
      [1, false],
    ]);
    const { made, version } = await archive.keep(flows('two'), { rev: 'rev 2' });
    assert.deepEqual([made, version.number, version.damaged], [true, 3, undefined]);
  });

  it('is folded as people read', () => {
    assert.equal(fold('ÖFEN'), fold('Öfen'));
    assert.equal(fold('O\u0308fen'), fold('Öfen'));
    assert.equal(fold('Straße'), fold('STRASSE'));
  });

  it('names the nodes whose credentials changed, and finds them by the tab that they stand on', async () => {
    const press = { id: 't2', type: 'tab', label: 'Press' };
    const mes = { id: 'm', type: 'mes', z: 't2', name: 'Ask MES' };
    const broker = { id: 'b', type: 'mqtt-broker', name: 'Broker' };
    const document = divideFlows([press, mes, broker]);
    await archive.keep(document, { credentials: '{"m":{"key":"secret-1"}}' });
    await archive.keep(document, { credentials: '{"b":{"key":"secret-2"},"m":{"key":"secret-3"}}' });
    const [version] = await archive.handlers.list({ limit: 1, part: 'tab:t2' });
    assert.deepEqual(
      [version?.number, version?.credentialsChanged, version?.change.parts, version?.credentials],
      [
        2,
        true,
        [],
        [
          { id: 'm', type: 'mes', label: 'Ask MES', part: 'Press', state: 'changed' },
          { id: 'b', type: 'mqtt-broker', label: 'Broker', part: '', state: 'set' },
        ],
      ],
    );
    assert.doesNotMatch(JSON.stringify(version), /secret/);
    assert.deepEqual(await numbers({ part: 'configuration:' }), [2, 1]);
    assert.deepEqual((await archive.handlers.verify({ limit: 9 })).faulty, []);
  });

  it('has one version for a number with its sign, and all that have such digits without', async () => {
    for (let index = 1; index <= 12; index++) await archive.keep(flows(`${index}`), { rev: `rev ${index}` });
    assert.deepEqual(
      [await numbers({ text: '#1' }), await numbers({ text: '1' }), await numbers({ text: '#12 #1' })],
      [[1], [12, 11, 10, 1], []],
    );
  });

  describe('narrowed', () => {
    const day = 24 * 3600 * 1000;
    const start = Date.parse('2026-11-22T12:00:00Z');
    const module = (version: string) => JSON.stringify([{ name: 'node-red-contrib-s7', version }]);
    const deploy = { actor: user, operation: 'flows.deploy' } as const;
    const at = (index: number) => ({ time: start + index * day, rev: `rev ${index}` });

    /** 1 as found; 2 by ana; 3 by a token of that name, a module too; 4 by anyone, on another tab. */
    const fill = async () => {
      const oven = { id: 't1', type: 'tab', label: 'Öfen 3' };
      const press = { id: 't2', type: 'tab', label: 'Press <b>' };
      const item = (z: string, name: string) => ({ id: `n${z}`, type: 'inject', z, name });
      await archive.keep(divideFlows([oven]), at(0));
      await archive.keep(divideFlows([oven, item('t1', 'a')]), {
        ...at(1),
        record: { ...deploy, note: 'Sollwert höher' },
      });
      await archive.keep(divideFlows([oven, item('t1', 'b')]), {
        ...at(2),
        modules: module('1.0.0'),
        record: { ...deploy, actor: { kind: 'token', name: 'ana' } },
      });
      await archive.keep(divideFlows([oven, item('t1', 'b'), press]), {
        ...at(3),
        modules: module('1.0.0'),
        record: { ...deploy, actor: { kind: 'anyone' } },
      });
      await archive.handlers.edit(2, { name: 'Vor dem Umbau' });
      await archive.handlers.edit(3, { pinned: true });
    };

    for (const [filter, expected] of [
      [{ text: 'öfen' }, [3, 2, 1]],
      [{ text: 'ÖFEN umbau' }, [2]],
      [{ text: 'umbau sollwert ÖFEN ana #2' }, [2]],
      [{ text: 'press' }, [4]],
      [{ text: '<B>' }, [4]],
      [{ text: '#4' }, [4]],
      [{ text: 'contrib-S7' }, [3]],
      [{ text: 'öfen press' }, []],
      [{ text: "%' or 1=1 --" }, []],
      [{ text: '  ' }, [4, 3, 2, 1]],
      [{ person: 'ana' }, [3, 2]],
      [{ person: 'kind:system' }, [1]],
      [{ person: 'kind:anyone' }, [4]],
      [{ person: 'Ana' }, []],
      [{ part: 'tab:t2' }, [4]],
      [{ part: 'tab:t1' }, [3, 2, 1]],
      [{ part: 'tab:t1', before: 3 }, [2, 1]],
      [{ since: start + day }, [4, 3, 2]],
      [{ until: start + day }, [1]],
      [{ since: start + day, until: start + 3 * day }, [3, 2]],
      [{ named: true }, [2]],
      [{ pinned: true }, [3]],
      [{ named: false, pinned: false }, [4, 3, 2, 1]],
      [{ named: true, pinned: true }, []],
      [{ text: 'ana', part: 'tab:t1', limit: 1 }, [3]],
    ] satisfies [Partial<ListRequest>, number[]][]) {
      it(`to ${JSON.stringify(filter)}`, async () => {
        await fill();
        assert.deepEqual(await numbers(filter), expected);
      });
    }

    it('names what it can be narrowed to, the latest first, each once', async () => {
      await fill();
      assert.deepEqual(await archive.handlers.filters(), {
        people: [
          { value: 'kind:anyone', kind: 'anyone' },
          { value: 'ana', kind: 'token', name: 'ana' },
          { value: 'kind:system', kind: 'system' },
        ],
        parts: [
          { value: 'tab:t2', kind: 'tab', label: 'Press <b>' },
          { value: 'tab:t1', kind: 'tab', label: 'Öfen 3' },
        ],
      });
    });

    it('finds parts also beyond those that it lists', async () => {
      const tabs = Array.from({ length: 150 }, (_, index) => ({
        id: `t${index}`,
        type: 'tab',
        label: `Tab-${index}.`,
      }));
      const { version } = await archive.keep(divideFlows(tabs));
      assert.equal(version.change.parts.length, 100);
      assert.equal(version.change.more, 50);
      assert.deepEqual(await numbers({ part: 'tab:t149' }), [1]);
      assert.deepEqual(await numbers({ text: 'Tab-149.' }), [1]);
    });

    it('finds versions of an older file', async () => {
      await fill();
      await archive.close();
      archive.asFormer(2);
      await archive.reopen();
      assert.deepEqual(await numbers({ text: 'umbau sollwert ÖFEN ana' }), [2]);
      assert.deepEqual(await numbers({ part: 'tab:t1', person: 'ana' }), [3, 2]);
    });
  });

  describe('after people said something', () => {
    it('finds it by that, and no more by what they said before', async () => {
      await archive.keep(flows('one'));
      const { version, changed } = await archive.handlers.edit(1, {
        name: 'Äther',
        note: 'for Eva',
        pinned: true,
      });
      assert.equal(changed, true);
      assert.deepEqual([version.name, version.note, version.pinned], ['Äther', 'for Eva', true]);
      assert.deepEqual(await numbers({ text: 'äther eva' }), [1]);
      const again = await archive.handlers.edit(1, { name: 'Äther' });
      assert.equal(again.changed, false);
      const away = await archive.handlers.edit(1, { name: null, pinned: false });
      assert.deepEqual(
        [away.version.name, away.version.note, away.version.pinned],
        [undefined, 'for Eva', false],
      );
      assert.deepEqual(await numbers({ text: 'äther' }), []);
      assert.deepEqual(await archive.handlers.list({ limit: 1 }), [away.version]);
      await archive.handlers.read(1);
    });

    it('refuses a version that is not there', async () => {
      await assert.rejects(archive.handlers.edit(7, { pinned: true }), historyErrors.versionUnknown.is);
    });
  });
});
