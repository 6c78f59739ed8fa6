import assert from 'node:assert/strict';
import { exportQuery, nothingYet, withPiece } from './request.ts';

describe('the export of events', () => {
  it('counts what has come', () => {
    const pieces = ['{"seq":1}\n{"se', 'q":2}\n', '', '\n'].map((text) => new TextEncoder().encode(text));
    assert.deepEqual(pieces.reduce(withPiece, nothingYet), { bytes: 21, lines: 3 });
  });

  it('asks for what the filter lets through, or for everything', () => {
    const filter = { actor: 'engineer', classes: 'change' };
    assert.deepEqual(exportQuery('csv', filter, true), {
      actor: 'engineer',
      classes: 'change',
      format: 'csv',
    });
    assert.deepEqual(exportQuery('jsonl', filter, false), { format: 'jsonl' });
  });
});
