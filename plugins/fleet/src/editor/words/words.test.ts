import assert from 'node:assert/strict';
import { timeFormat } from '@millwright/editor';
import { deviceStates } from '../../common/devices.ts';
import { textsOf } from '../texts.fixture.ts';
import { agoText } from './ago.ts';
import { enrolCommand, shellWord } from './commands.ts';
import { doubles } from './doubles.ts';
import { readLabels } from './labels.ts';
import { runningText } from './release.ts';
import { adviceText, deviceTone, resultText, resultTone, stateText, toneOf } from './state.ts';

const english = textsOf('en-US');
const german = textsOf('de');
const format = timeFormat('en-US');

describe('words for devices', () => {
  it('has words, a tone and no doubles for every state, in both languages', () => {
    for (const texts of [english, german]) {
      const words = deviceStates.map((state) => stateText({ state }, texts));
      assert.equal(new Set(words).size, deviceStates.length);
    }
    assert.equal(Object.keys(toneOf).length, deviceStates.length);
  });

  it('does not say of a device that is out of reach that it is well', () => {
    const tones = (state: 'in-sync' | 'failed') =>
      [true, false].map((online) => deviceTone({ state, online }));
    assert.deepEqual(
      [tones('in-sync'), tones('failed')],
      [
        ['good', 'quiet'],
        ['bad', 'bad'],
      ],
    );
  });

  it('says at what a device is at work', () => {
    assert.equal(stateText({ state: 'working', phase: 'fetching' }, english), 'fetches it');
    assert.equal(stateText({ state: 'working', phase: 'of-a-newer-hub' }, english), 'of-a-newer-hub');
    assert.equal(stateText({ state: 'in-sync', phase: 'idle' }, english), 'in sync');
  });

  it('says what a device waits for, and whether somebody has to do something', () => {
    const waiting = { state: 'waiting' as const, online: true };
    assert.equal(stateText(waiting, english), 'waits');
    assert.equal(stateText({ ...waiting, waitsFor: 'of-a-newer-hub' }, english), 'waits');
    assert.equal(stateText({ ...waiting, waitsFor: 'lock' }, english), 'held back there: not now');
    assert.equal(adviceText(waiting, english, format), 'It goes on by itself.');
    for (const texts of [english, german])
      for (const waitsFor of ['lock', 'window', 'retry'])
        assert.notEqual(
          adviceText({ ...waiting, waitsFor }, texts, format),
          adviceText(waiting, texts, format),
        );
    const held = { by: 'mara', since: 0, isPerson: true };
    const advice = (more: Partial<typeof held>) =>
      adviceText({ ...waiting, waitsFor: 'lock', held: { ...held, ...more } }, english, format);
    assert.match(advice({}) ?? '', /^mara has said “not now” there since .+\. It waits until a person/);
    assert.match(advice({ by: 'batch', isPerson: false }) ?? '', /^A flow there \(batch\)/);
    assert.match(
      adviceText({ ...waiting, waitsFor: 'lock' }, english, format) ?? '',
      /until that is taken back/,
    );
  });

  it('says where to look if a device that is in reach does not take what is wanted', () => {
    const pending = (online: boolean) => adviceText({ state: 'pending', online }, english, format) ?? '';
    assert.match(pending(true), /^It is in reach .+ says why\.$/);
    assert.match(pending(false), /as soon as it is in reach/);
  });

  it('tells how a delivery ended from where it is', () => {
    assert.equal(resultTone('committed'), 'good');
    assert.equal(resultTone('rolled-back'), 'bad');
    assert.equal(resultTone('watching'), 'working');
    assert.equal(resultText('watching', english), 'watches whether all is well');
    assert.equal(resultText('committed', german), 'kam durch');
  });

  it('says what runs, and what shall', () => {
    const one = { name: 'line', version: 1 };
    const two = { name: 'line', version: 2 };
    assert.equal(runningText({}, english), 'nothing of this hub');
    assert.equal(runningText({ wanted: one }, english), 'nothing yet → line 1');
    assert.equal(runningText({ running: one, wanted: one }, english), 'line 1');
    assert.equal(runningText({ running: one, wanted: two }, english), 'line 1 → 2');
    assert.equal(
      runningText({ running: one, wanted: { name: 'other', version: 9 } }, english),
      'line 1 → other 9',
    );
  });

  it('counts seconds, then what is larger', () => {
    const ago = (seconds: number): string => agoText(0, seconds * 1000, 'en-US');
    assert.deepEqual([-5, 0, 59, 60, 3599, 3600, 90_000, 180_000].map(ago), [
      '0s',
      '0s',
      '59s',
      '1 min',
      '59 min',
      '1 hr',
      '1 day',
      '2 days',
    ]);
  });

  it('enrols on the command line without the code, which others could read there', () => {
    assert.equal(enrolCommand, 'millwright fleet enrol');
  });

  it('finds devices that are called the same', () => {
    const named = (id: string, name: string) => ({ id, name });
    const all = [named('a', 'Filler 1'), named('b', ' filler 1'), named('c', 'Filler 2')];
    assert.deepEqual([...doubles(all)], ['a', 'b']);
  });

  it('writes a text as one word of a shell', () => {
    assert.equal(shellWord('mw1-abc_D=/+'), 'mw1-abc_D=/+');
    assert.equal(shellWord("it's $HOME"), "'it'\\''s $HOME'");
    assert.equal(shellWord(''), "''");
  });
});

describe('labels that are typed', () => {
  const row = (name: string, value: string) => ({ name, value });

  it('are taken without blanks at their ends, and without empty rows', () => {
    assert.deepEqual(readLabels([row(' line ', ' 3'), row('', ' ')]), {
      ok: true,
      labels: [{ name: 'line', value: '3' }],
    });
  });

  it('are refused by row', () => {
    const read = readLabels([
      row('line', '3'),
      row('line', '4'),
      row('site', ''),
      row('x'.repeat(65), 'y'),
      row('a', '\u0007'),
    ]);
    assert.deepEqual(read.ok ? [] : [...read.problems], [
      [1, 'twice'],
      [2, 'missing'],
      [3, 'long'],
      [4, 'unshown'],
    ]);
  });
});
