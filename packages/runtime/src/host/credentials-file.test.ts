import assert from 'node:assert/strict';
import { runtimeErrors } from '../errors.ts';
import { decryptCredentials, encryptCredentials } from './credentials-file.ts';

const credentials = { plc: { user: 'ana', password: 'PLANTED' }, n2: { token: 'ü' } };

function settingsWith(values: Record<string, unknown>) {
  return {
    get: (name: string) => values[name],
    set: async (name: string, value: unknown) => {
      values[name] = value;
    },
    delete: async (name: string) => {
      delete values[name];
    },
  };
}

describe('the credentials file of Node-RED', () => {
  it('is opened with the key that it was written with, and with no other', async () => {
    const settings = settingsWith({ credentialSecret: 'one' });
    const written = await encryptCredentials(credentials, settings);
    assert.deepEqual(Object.keys(written), ['$']);
    assert.ok(!JSON.stringify(written).includes('PLANTED'));
    assert.deepEqual(decryptCredentials(written, settings), credentials);
    for (const values of [{ credentialSecret: 'another' }, { credentialSecret: false }, {}])
      assert.throws(
        () => decryptCredentials(written, settingsWith(values)),
        (error) => runtimeErrors.credentialsUnreadable.is(error),
      );
  });

  it('is opened by a key of Node-RED’s own first, as long as there is one', async () => {
    const values = { _credentialSecret: 'own' };
    const written = await encryptCredentials(credentials, settingsWith(values));
    const both = settingsWith({ ...values, credentialSecret: 'one' });
    assert.deepEqual(decryptCredentials(written, both), credentials);
    const again = await encryptCredentials(credentials, both);
    assert.deepEqual(decryptCredentials(again, settingsWith(values)), credentials);
  });

  it('gets a key where there is none yet, and is plain where nobody wants one', async () => {
    const fresh = settingsWith({});
    const written = await encryptCredentials(credentials, fresh);
    assert.deepEqual(decryptCredentials(written, fresh), credentials);
    const without = settingsWith({ credentialSecret: false });
    assert.equal(await encryptCredentials(credentials, without), credentials);
    assert.deepEqual(decryptCredentials(credentials, without), credentials);
  });

  it('is written with no key that is not on the disk', async () => {
    // As Node-RED does: in memory at once, and then on the disk, if that has room.
    const values: Record<string, unknown> = {};
    let isFull = true;
    const saved = async (): Promise<void> => {
      if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    };
    const settings = {
      get: (name: string) => values[name],
      set: (name: string, value: unknown) => {
        values[name] = value;
        return saved();
      },
      delete: (name: string) => {
        delete values[name];
        return saved();
      },
    };
    await assert.rejects(encryptCredentials(credentials, settings), { code: 'ENOSPC' });
    assert.deepEqual(values, {});
    isFull = false;
    const written = await encryptCredentials(credentials, settings);
    assert.deepEqual(decryptCredentials(written, settings), credentials);
  });

  it('is never guessed at', () => {
    for (const stored of [null, [], 'text', { $: 7 }, { $: 'abc' }])
      assert.throws(
        () => decryptCredentials(stored, settingsWith({ credentialSecret: 'one' })),
        (error) => runtimeErrors.credentialsUnreadable.is(error),
      );
  });
});
