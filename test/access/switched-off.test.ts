import assert from 'node:assert/strict';
import { targets } from '@millwright/testing';
import { passwordOf } from './access.ts';
import { startBeside, ways } from './settings-people.ts';

for (const target of targets()) {
  for (const way of ways.filter(({ users }) => users.length > 0)) {
    it(`who is switched off is nobody for settings.js either, with ${way.title}: ${target.title}`, async () => {
      const { nodeRed, access, stop } = await startBeside(way, target, 'viewer');
      try {
        const read = async (token: string): Promise<number> =>
          (await nodeRed.request('GET', '/flows', undefined, { token })).status;
        await access.addPerson('anna', ['engineer']);
        // By her password here, and by the one of settings.js.
        const sessions = [await access.token('anna'), await nodeRed.token('anna', 'a')];
        for (const token of sessions) assert.equal(await read(token), 200);
        await access.done('PATCH', '/people/anna', { disabled: true });
        for (const token of sessions) assert.equal(await read(token), 401);
        await assert.rejects(nodeRed.token('anna', 'a'), /403/);
        await assert.rejects(nodeRed.token('anna', passwordOf('anna'), ''), /403/);
        await access.done('PATCH', '/people/anna', { disabled: false });
        assert.equal(await read(await nodeRed.token('anna', 'a')), 200);
      } finally {
        await stop();
      }
    });
  }
}
