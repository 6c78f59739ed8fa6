import assert from 'node:assert/strict';
import { defineNode, field } from '@millwright/schema';
import { typedParts } from './typed-secrets.ts';

const connection = defineNode({
  type: 'mw-test',
  kind: 'config',
  version: 1,
  fields: {
    host: field.text({ maxLength: 100 }),
    password: field.secret({}),
    key: field.secret({}),
    passphrase: field.secret({}),
  },
});

describe('typedParts', () => {
  it('parts fields and secrets, and leaves out the secrets that are only kept', () => {
    assert.deepEqual(typedParts(connection, { host: 'plc', password: 'new', key: '__PWRD__', depth: 2 }), {
      config: { host: 'plc', depth: 2 },
      // One that was emptied is told, too: the kept one is not to be used.
      secrets: { password: 'new', passphrase: '' },
    });
  });
});
