import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { ItemLimit } from './item-limit.ts';

describe('how many items of one request an S7 PLC takes', () => {
  let clock: ManualClock;
  const limitThat = (forgives: 'until-taken' | 'once') => new ItemLimit({ clock, maxItems: 20, forgives });

  beforeEach(() => {
    clock = new ManualClock();
  });

  it('is half of what was refused, but no less than was taken', () => {
    const limit = limitThat('until-taken');
    limit.learnTooMany(20);
    assert.equal(limit.most, 10);
    limit.learnTooMany(10);
    assert.equal(limit.most, 5);
    limit.noteTaken(8);
    assert.equal(limit.most, 8);
    limit.noteTaken(10);
    assert.equal(limit.most, 10, 'of 10 nothing is left, of 20 there is');
    limit.noteTaken(20);
    assert.equal(limit.most, 20);
    limit.learnTooMany(1);
    limit.learnFewer(3, 0);
    assert.equal(limit.most, 1);
  });

  it('is no smaller for one refusal of what was taken before', () => {
    for (const forgives of ['until-taken', 'once'] as const) {
      const limit = limitThat(forgives);
      limit.noteTaken(12);
      assert.equal(limit.learnTooMany(12), undefined);
      assert.equal(limit.held, 20);
      limit.learnTooMany(12);
      assert.equal(limit.held, 6);
      limit.noteTaken(12);
      limit.renew();
      limit.noteTaken(12);
      limit.learnTooMany(12);
      assert.equal(limit.held, 20, 'another session has its own');
    }
  });

  it('forgives each refusal that as many taken items stand before, where none costs a value', () => {
    for (const [forgives, most] of [['until-taken', 20] as const, ['once', 6] as const]) {
      const limit = limitThat(forgives);
      for (let round = 0; round < 3; round += 1) {
        limit.noteTaken(12);
        limit.learnTooMany(12);
      }
      assert.equal(limit.held, most);
    }
  });

  it('may be tried after ten minutes by what may try, and by the others in the next session after that', () => {
    const limit = limitThat('once');
    limit.learnTooMany(20);
    limit.renew();
    clock.advance(599_999);
    limit.renew();
    assert.deepEqual([limit.most, limit.held], [10, 10]);
    clock.advance(1);
    assert.deepEqual([limit.most, limit.held], [20, 10]);
    clock.advance(10_000_000);
    assert.deepEqual([limit.most, limit.held], [20, 10]);
    limit.renew();
    assert.equal(limit.held, 20);
  });

  it('is what was answered of more, which is news once', () => {
    const limit = limitThat('until-taken');
    assert.equal(limit.learnFewer(20, 12), false);
    assert.equal(limit.most, 12);
    assert.equal(limit.learnFewer(12, 8), true);
    assert.equal(limit.most, 8);
    clock.advance(600_000);
    assert.deepEqual([limit.most, limit.held], [20, 8]);
  });

  it('forgets what came of something else, and nothing that was learned since', () => {
    const limit = limitThat('until-taken');
    const lessons = [20, 10, 5].flatMap((asked) => limit.learnTooMany(asked) ?? []);
    assert.equal(limit.most, 3);
    limit.learnTooMany(10);
    limit.unlearn(lessons);
    assert.equal(limit.most, 5);
  });
});
