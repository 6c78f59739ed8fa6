import assert from 'node:assert/strict';
import { waitFor } from '@millwright/testing';
import { News } from './news.ts';

describe('news for open editors', () => {
  it('comes at once, and then no oftener than twice a second, and none is lost', async () => {
    const told: (readonly [topic: string, at: number])[] = [];
    const news = new News({ publish: (topic) => told.push([topic, performance.now()]) });
    try {
      for (let time = 0; time < 50; time++) news.tell('devices');
      news.tell('state');
      assert.deepEqual(
        told.map(([topic]) => topic),
        ['devices', 'state'],
      );
      await waitFor('the rest', () => told.length === 3);
      assert.ok((told[2]?.[1] ?? 0) - (told[0]?.[1] ?? 0) > 400);
    } finally {
      news.stop();
    }
  });
});
