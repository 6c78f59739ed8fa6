import assert from 'node:assert/strict';
import { createCipheriv, createHash } from 'node:crypto';
import { type NodeRedProcess, targets } from '@millwright/testing';
import {
  calledWith,
  caller,
  credentialsOnDisk,
  echo,
  type HistoryClient,
  startWithHistory,
  withCredentials,
} from './client.ts';

const secret = 'of this instance';
const flows = [...echo, ...caller('press')];

/** As Node-RED writes credentials into its file, and as a client may send them. */
function encrypted(credentials: object, key: string): { readonly $: string } {
  const iv = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(key).digest(), iv);
  const text = cipher.update(JSON.stringify(credentials), 'utf8', 'base64') + cipher.final('base64');
  return { $: iv.toString('hex') + text };
}

for (const target of targets()) {
  describe(`credentials that clients send encrypted, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;

    beforeEach(async () => {
      ({ nodeRed, history } = await startWithHistory({ target, flows, credentialSecret: secret }));
      const given = withCredentials(flows, { press: { user: 'ana', password: 'one' } });
      assert.equal((await nodeRed.deploy(given)).status, 200);
    });
    afterEach(() => nodeRed?.stop());

    const lasts = async (expected: string): Promise<void> => {
      const [user, password] = expected.split(':');
      assert.equal(await calledWith(nodeRed, 'press'), expected);
      assert.deepEqual((await credentialsOnDisk(nodeRed, secret))['press'], { user, password });
      await nodeRed.restart();
      assert.equal(await calledWith(nodeRed, 'press'), expected);
    };

    it('reach no disk by themselves: a version has them, and its restore makes them last', async () => {
      const credentials = encrypted({ press: { user: 'bob', password: 'two' } }, secret);
      assert.equal((await nodeRed.deploy(flows, { credentials })).status, 200);
      assert.equal(await calledWith(nodeRed, 'press'), 'bob:two');
      const version = await history.newest();
      assert.deepEqual([version.operation, version.credentialsChanged], ['flows.deploy', true]);

      await nodeRed.restart();
      const found = await history.reaches(version.number + 1);
      assert.deepEqual([found.operation, found.credentialsChanged], ['found', true]);
      const { status, text } = await history.restore(version.number);
      assert.equal(status, 200, text);
      await lasts('bob:two');
    });

    it('with the key of another instance take what runs away: the last version brings it back', async () => {
      const version = await history.newest();
      const credentials = encrypted({ press: { user: 'eve', password: 'other' } }, 'of another one');
      const answer = await nodeRed.deploy(flows, { credentials });
      assert.notEqual(answer.status, 200);
      assert.equal((await nodeRed.flows()).rev, version.rev);
      const { status, text } = await history.restore(version.number);
      assert.equal(status, 200, text);
      await lasts('ana:one');
    });
  });
}
