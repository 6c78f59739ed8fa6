import assert from 'node:assert/strict';
import { alarmErrors, stages } from '@millwright/analytics';
import { flattenTexts, listErrors, textDifferences } from '@millwright/schema';
import { alarmWidgetErrors } from '../../../common/alarms/errors.ts';
import { entry } from '../entries.fixture.ts';
import german from '../locales/de.json' with { type: 'json' };
import english from '../locales/en-US.json' with { type: 'json' };
import { commandKinds } from '../model/commands.ts';
import { orders } from '../model/order.ts';
import { feedbackOf, refusalText } from './refusals.ts';
import { alarmTexts } from './text.ts';
import { alarmTimes } from './times.ts';
import { limitText, valueText } from './values.ts';

const en = alarmTexts(['en-GB']);
const de = alarmTexts(['fr', 'de-DE', 'en']);
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the texts of alarm widgets', () => {
  it('are the same in English and German', () => {
    const keys = [...flattenTexts(english).keys()];
    assert.deepEqual(textDifferences(keys, { 'en-US': english, de: german }), []);
  });

  it('have a word for each stage, order and command', () => {
    const keys = [
      ...stages.map((stage) => `stage.${stage}`),
      ...orders.map((order) => `order.${order}`),
      ...commandKinds.flatMap((kind) => [
        `command.${kind}`,
        `ask.${kind}.one`,
        `done.${kind}.other`,
        `cause.${kind}`,
      ]),
    ];
    for (const key of keys) assert.ok(en.find(key) && de.find(key), key);
  });

  it('say why an alarm or a widget refuses', () => {
    const codes = [...listErrors(alarmErrors), ...listErrors(alarmWidgetErrors)]
      .filter(({ family }) => family === 'caller')
      .map(({ code }) => code);
    for (const code of codes) assert.ok(en.find(`refusal.${code}`) && de.find(`refusal.${code}`), code);
    assert.equal(
      refusalText({ code: 'access.denied', message: 'Rule *Night shift* says no.' }, en),
      'You may not do this. Rule *Night shift* says no.',
    );
    assert.equal(refusalText({ code: 'access.denied', message: '' }, en), 'You may not do this.');
    assert.equal(refusalText({ code: 'x.y', message: 'The disk is full' }, en), 'The disk is full (x.y)');
  });

  it('fill places and choose forms', () => {
    assert.equal(en('priority', { priority: 2 }), 'Priority 2');
    assert.equal(en.counted('waiting', 1), '1 more alarm: show it');
    assert.equal(de.counted('waiting', 1200), '1.200 weitere Alarme: zeigen');
    assert.equal(alarmTexts(['fr']).locale, 'en-US');
  });
});

describe('times', () => {
  const times = alarmTimes('en-GB');
  it('are written in the largest unit', () => {
    assert.deepEqual(
      [-5, 999, 59_999, 60_000, 7_200_000, 3 * 86_400_000].map((time) => times.age(time)),
      ['0 secs', '0 secs', '59 secs', '1 min', '2 hrs', '3 days'],
    );
    assert.equal(plain(alarmTimes('de').age(240_000)), '4 Min.');
    assert.equal(times.span(5_400_000), '1 hr 30 mins');
    assert.equal(times.span(0), '0 secs');
  });

  it('have a date where it is another day', () => {
    const noon = new Date(2026, 4, 5, 12).getTime();
    assert.equal(times.brief(noon, noon + 1_000), '12:00:00');
    assert.match(times.brief(noon, noon + 2 * 86_400_000), /05\/05\/2026, 12:00:00/);
  });
});

describe('values', () => {
  it('have a unit, and what they are worth', () => {
    const high = entry('a', 'unacknowledged', { unit: '°C', state: { value: 1234.5678912, limit: 90 } });
    assert.equal(valueText(high, de), '1.234,57 °C');
    assert.equal(limitText(high, en), '90 °C');
    assert.equal(valueText(entry('a', 'unacknowledged', { state: { value: true } }), de), 'ein');
    assert.equal(valueText(entry('a', 'unacknowledged', { state: { value: 'open' } }), de), 'open');
    assert.equal(
      valueText(entry('a', 'acknowledged', { state: { value: 5, quality: 'bad' } }), en),
      '5 (bad value)',
    );
    assert.equal(valueText(entry('a', 'acknowledged', { state: { quality: 'bad' } }), en), 'bad value');
    assert.equal(valueText(entry('a', 'acknowledged'), en), '');
    assert.equal(limitText(entry('a', 'acknowledged'), en), '');
  });
});

describe('numbers of alarms', () => {
  const written = (value: number): string =>
    valueText(entry('a', 'unacknowledged', { state: { value } }), en);

  it('have no digits behind the point that nobody reads', () => {
    assert.deepEqual([0.287872, -12.345678, 0, 0.5].map(written), ['0.2879', '-12.3457', '0', '0.5']);
  });

  it('are written in full before the point, and with an exponent where there are too many digits', () => {
    assert.deepEqual([1_234_567, 4_294_967_295].map(written), ['1,234,567', '4,294,967,295']);
    assert.deepEqual([1e308, -1.23456789e39, 1e-30].map(written), ['1E308', '-1.2346E39', '1E-30']);
  });
});

describe('what became of commands', () => {
  const tell = (...results: Parameters<typeof feedbackOf>[1]) =>
    feedbackOf('acknowledge', results, (id) => `Alarm ${id}`, en, alarmTimes('en-GB'), 0);

  it('is a line for what was done, and one for each that was not', () => {
    assert.deepEqual(
      tell(
        { alarm: 'a', outcome: 'done' },
        { alarm: 'b', outcome: 'done' },
        { alarm: 'c', outcome: 'already' },
        { alarm: 'd', outcome: 'refused', code: 'alarm.other-occurrence', message: '' },
      ),
      {
        tone: 'refused',
        lines: [
          '2 alarms acknowledged',
          'Alarm c: already acknowledged',
          'Alarm d: It was raised again meanwhile. Look at it and acknowledge it again',
        ],
      },
    );
  });

  it('says who was quicker', () => {
    const at = new Date(2026, 4, 5, 12).getTime();
    const { tone, lines } = feedbackOf(
      'acknowledge',
      [{ alarm: 'a', outcome: 'already', by: 'ann', at }],
      (id) => id,
      en,
      alarmTimes('en-GB'),
      at,
    );
    assert.deepEqual(
      { tone, lines },
      { tone: 'done', lines: ['a: already acknowledged by ann at 12:00:00'] },
    );
  });

  it('does not hide the list', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      alarm: `${index}`,
      outcome: 'already' as const,
    }));
    assert.deepEqual(tell(...many).lines.slice(2), ['Alarm 2: already acknowledged', 'and 6 more']);
  });
});
