import assert from 'node:assert/strict';
import { Speech } from './speech.ts';

describe('what screen readers hear of a trend', () => {
  const loading = { isKnown: false, isAsked: false };
  const known = { isKnown: true, isAsked: false };

  it('are the first values as soon as there are any, and then now and then', () => {
    const speech = new Speech();
    const heard = [
      [0, loading],
      [200, loading],
      [400, known],
      [600, known],
      [30_399, known],
      [30_400, known],
    ] as const;
    assert.deepEqual(
      heard.map(([now, state]) => speech.isDue(now, state)),
      [true, false, true, false, false, true],
    );
  });

  it('is what is at the cursor as soon as it was moved', () => {
    const speech = new Speech();
    assert.ok(speech.isDue(0, known));
    assert.ok(speech.isDue(1, { isKnown: true, isAsked: true }));
    assert.equal(speech.isDue(30_000, known), false);
  });
});
