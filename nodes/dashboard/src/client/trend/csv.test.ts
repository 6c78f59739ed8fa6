import assert from 'node:assert/strict';
import { csvField, csvOf } from './csv.ts';
import { ageText, Formats } from './format.ts';
import { fileName } from './save.ts';

describe('CSV of a trend', () => {
  it('quotes what needs it, and makes no formula of a name', () => {
    assert.deepEqual(['plain', 'a,b', 'say "x"', '=1+1', '@x', '-x', '+x', 'two\r\nlines'].map(csvField), [
      'plain',
      '"a,b"',
      '"say ""x"""',
      "'=1+1",
      "'@x",
      "'-x",
      "'+x",
      '"two\r\nlines"',
    ]);
  });

  it('has a row for each point, negative values as they are and none where the line is interrupted', () => {
    const line = { times: Float64Array.of(0, 1_000), values: Float64Array.of(-1.5, Number.NaN) };
    assert.equal(
      csvOf([{ tag: 'T1', unit: '°C', line }], 0, 1_000, ['Time', 'Tag', 'Value', 'Unit']),
      'Time,Tag,Value,Unit\r\n1970-01-01T00:00:00.000Z,T1,-1.5,°C\r\n1970-01-01T00:00:01.000Z,T1,,°C\r\n',
    );
  });
});

describe('words of a trend', () => {
  it('are numbers as the language has them, and ages in one unit', () => {
    assert.equal(new Formats('de').number(1234.5, 1), '1.234,5');
    assert.equal(new Formats('en-US').number(-0.04, 2), '-0.04');
    assert.equal(new Formats('en-US').number(4_294_967_295, 1), '4,294,967,295.0');
    assert.equal(new Formats('en-US').number(-1.23456789e39, 2), '-1.2346E39');
    assert.equal(new Formats('de').number(1e308, 0), '1E308');
    assert.deepEqual([1_500, 119_000, 120_000, 7_200_000, 200_000_000].map(ageText), [
      '1 s',
      '119 s',
      '2 min',
      '2 h',
      '2 d',
    ]);
  });

  it('name files by title and time', () => {
    assert.equal(fileName('Öfen: Linie 1/2', 0, 'csv'), 'Öfen-Linie-1-2-1970-01-01T000000.csv');
    assert.equal(fileName('', 0, 'png'), 'trend-1970-01-01T000000.png');
  });
});
