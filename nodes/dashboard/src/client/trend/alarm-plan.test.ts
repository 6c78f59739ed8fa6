import assert from 'node:assert/strict';
import type { AlarmMark, TrendAlarms } from '../../common/trend-alarms.ts';
import { alarmsAt, alarmsWithin, planAlarms } from './alarm-plan.ts';
import { markText, unknownText } from './alarm-words.ts';
import { trendTexts } from './texts.ts';

const mark = (at: number, until?: number, more: Partial<AlarmMark> = {}): AlarmMark => ({
  text: 'Level high',
  priority: 2,
  from: at,
  at,
  start: 'came',
  end: until === undefined ? 'stands' : 'went',
  ...(until !== undefined && { to: until, until }),
  more: 0,
  ...more,
});
const known = (...marks: readonly AlarmMark[]): TrendAlarms => ({ state: 'known', marks });
const time = (at: number): string => `at ${at}`;

describe('alarms on a trend', () => {
  it('have a line where they came, a bar to where they went, and end with what is known', () => {
    const drawn = planAlarms(known(mark(110, 130), mark(150), mark(300)), { from: 100, to: 200 }, 190);
    assert.deepEqual(drawn, [
      { at: 110, until: 130, priority: 2, isLined: true, isShaped: true },
      { at: 150, until: 190, priority: 2, isLined: true, isShaped: true },
    ]);
  });

  it('have one shape where the window begins, however many came before', () => {
    const alarms = known(mark(10, 50), mark(20, 120), mark(30, 400, { priority: 1 }), mark(40));
    assert.deepEqual(planAlarms(alarms, { from: 100, to: 200 }, 90_000), [
      { at: 100, until: 120, priority: 2, isLined: false, isShaped: false },
      { at: 100, until: 200, priority: 1, isLined: false, isShaped: true },
      { at: 100, until: 200, priority: 2, isLined: false, isShaped: false },
    ]);
  });

  it('are told where the cursor is near their shape or over their bar', () => {
    const alarms = known(mark(100, 130), mark(400));
    const told = (at: number) => alarmsAt(alarms, at, 2, 500).map((each) => each.at);
    assert.deepEqual([60, 80, 125, 135, 385, 450, 501].map(told), [[], [100], [100], [], [400], [400], []]);
    assert.deepEqual(
      alarmsWithin(alarms, { from: 120, to: 300 }).map((each) => each.at),
      [100],
    );
  });

  it('are told in words, in English and German', () => {
    const { en, de } = trendTexts;
    assert.equal(markText(mark(1, 5), en, time), 'Level high (priority 2) came at 1, went at 5');
    assert.equal(
      markText(mark(1, 5, { more: 3, start: 'back', end: 'aside' }), en, time),
      'Level high (priority 2) and 3 more no longer set aside at 1, set aside at 5',
    );
    assert.equal(
      markText(mark(1, undefined, { start: 'earlier' }), de, time),
      'Level high (Priorität 2) stand schon an at 1, steht an',
    );
  });

  it('are never none where they are not known', () => {
    const { en } = trendTexts;
    const said = (alarms: TrendAlarms | undefined) => unknownText(alarms, 100, en, time);
    assert.equal(said(undefined), undefined);
    assert.equal(said(known()), undefined);
    assert.equal(said({ state: 'known', marks: [], since: 150 }), 'Alarms are not known before at 150');
    assert.equal(said({ state: 'known', marks: [], since: 90 }), undefined);
    for (const state of ['missing', 'loading', 'failed'] as const)
      assert.equal(said({ state }), en[`alarms-${state}`]);
  });
});
