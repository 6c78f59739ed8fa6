import assert from 'node:assert/strict';
import { csvHead, csvRow } from './csv.ts';
import { eventOf } from './log.fixture.ts';

describe('a spreadsheet', () => {
  it('has a column for each heading, also where texts have commas, quotes and lines', () => {
    const event = eventOf(1, { reason: 'a, "b"\nc', data: { url: 'x,y' } });
    assert.ok(csvRow(event).includes('"a, ""b""\nc"'));
    assert.ok(csvRow(event).endsWith('\r\n'));
    const columns = csvHead.split(',').length;
    const quoted = csvRow(event).replace(/"(?:[^"]|"")*"/g, 'q');
    assert.equal(quoted.split(',').length, columns);
  });

  it('has no text that a program takes for a formula', () => {
    for (const begin of ['=', '+', '-', '@', '\t', '\r', '\n', '\uff1d', '\uff0b', '\uff0d', '\uff20']) {
      const row = csvRow(eventOf(1, { reason: `${begin}1+1` }));
      assert.match(row, new RegExp(`,"?'[${begin === '-' ? '\\-' : begin}]1\\+1`), JSON.stringify(begin));
    }
    assert.ok(csvRow(eventOf(1, { reason: 'a=1' })).includes(',a=1,'));
  });

  it('tells what changed', () => {
    const row = csvRow(
      eventOf(1, {
        change: {
          parts: [
            {
              kind: 'tab',
              id: 't1',
              name: 'Line 3',
              state: 'changed',
              properties: false,
              added: 1,
              changed: 2,
              removed: 0,
              moved: 0,
              nodes: [],
            },
          ],
          moreParts: 3,
        },
      }),
    );
    assert.ok(row.includes('"tab Line 3 (changed, 1 added, 2 changed); 3 more"'), row);
  });
});
