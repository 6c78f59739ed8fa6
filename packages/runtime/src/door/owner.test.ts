import assert from 'node:assert/strict';
import type { Door, Member } from './door.ts';
import { settleOwner } from './owner.ts';

describe('who is in charge', () => {
  const logged: string[] = [];
  const RED = { log: { info() {}, warn() {}, error: (text: string) => void logged.push(text) } };
  let events: string[];
  let door: Door;

  const member = (plugin: string, version: string, broken = false): Member => {
    const part = (what: string) => ({
      checks: () => [],
      undo: () => void events.push(`${plugin} un${what}`),
    });
    return {
      plugin,
      packageName: plugin,
      version,
      api: 1,
      state: 'attached',
      patch() {
        events.push(`${plugin} patch`);
        if (broken) throw new TypeError('no such router');
        return part('patch');
      },
      serve() {
        events.push(`${plugin} serve`);
        return part('serve');
      },
    };
  };
  const settle = (...copies: Member[]): void => {
    door.copies.splice(0, door.copies.length, ...copies);
    settleOwner(door, RED);
  };

  beforeEach(() => {
    logged.length = 0;
    events = [];
    door = { copies: [], owner: undefined, problem: undefined, running: new Map() } as unknown as Door;
  });

  it('is the newest, and among equals who came first', () => {
    const [one, two, newer] = [member('one', '1.0.0'), member('two', '1.0.0'), member('newer', '1.1.0')];
    settle(one, two);
    settle(one, two, newer);
    settle(one, two);
    assert.deepEqual(events, ['one patch', 'one unpatch', 'newer patch', 'newer unpatch', 'one patch']);
    assert.deepEqual([one.state, two.state, newer.state], ['owner', 'attached', 'attached']);
  });

  it('is the next one where the newest cannot wrap Node-RED, which is tried once and told once', () => {
    const [one, broken] = [member('one', '1.0.0'), member('broken', '1.1.0', true)];
    settle(one);
    for (let turn = 0; turn < 5; turn += 1) settle(one, broken);
    assert.deepEqual(events, ['one patch', 'one unpatch', 'broken patch', 'one patch']);
    assert.equal(door.owner?.copy, one);
    assert.equal(logged.length, 1);
  });

  it('answers at least the self-test where nobody can, until somebody can', () => {
    const [broken, fit] = [member('broken', '1.0.0', true), member('fit', '0.9.0')];
    settle(broken);
    settle(broken);
    assert.deepEqual(events, ['broken patch', 'broken serve']);
    assert.equal(door.problem, 'no such router');
    settle(broken, fit);
    assert.deepEqual(events.slice(2), ['broken unserve', 'fit patch']);
    assert.equal(door.problem, undefined);
  });

  it('changes whatever giving Node-RED back throws', () => {
    const stuck = member('stuck', '1.0.0');
    const patch = stuck.patch;
    Object.assign(stuck, {
      patch: () => ({
        ...patch(),
        undo() {
          throw new TypeError('it is gone');
        },
      }),
    });
    settle(stuck);
    settle(stuck, member('newer', '1.1.0'));
    assert.equal(door.owner?.copy.plugin, 'newer');
    assert.match(logged[0] ?? '', /not all as it was/);
  });

  it('does not change while an operation holds locks', () => {
    const one = member('one', '1.0.0');
    settle(one);
    door.running.set('x', { locks: ['flows'] } as never);
    settle(one, member('newer', '1.1.0'));
    assert.equal(door.owner?.copy, one);
    door.running.clear();
    settle(one, member('newest', '1.2.0'));
    assert.equal(door.owner?.copy.plugin, 'newest');
  });
});
