import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { targets } from '@millwright/testing';
import { forms, unpacked } from '../secrets/forms.ts';
import { type AccessInstance, base, passwordOf, startWithAccess } from './access.ts';

const inDraft = 'pLanted-for-Anna-77c1';
const inChange = 'pLanted-as-the-next-5a0e';
const inWrong = 'pLanted-as-a-wrong-one-11d9';
const inUnknown = 'pLanted-where-the-name-belongs-90f2';

for (const target of targets()) {
  describe(`planted passwords and tokens, ${target.title}`, () => {
    let access: AccessInstance;
    const answers: string[] = [];
    const secrets = new Map<string, string>([
      ['the password of the owner', passwordOf('owner')],
      ['a password that was given', inDraft],
      ['a password that was changed', inChange],
      ['a wrong password', inWrong],
      ['a password that was typed as a name', inUnknown],
    ]);

    before(async () => {
      access = await startWithAccess({ target });
      const { nodeRed } = access;
      const ask = async (method: string, path: string, body?: unknown, as?: string): Promise<void> => {
        answers.push((await access.request(method, path, body, as)).text);
      };
      await ask('POST', '/people', { name: 'anna', password: inDraft, roles: ['viewer'] });
      await ask('POST', '/people', { name: 'anna', password: inDraft, roles: ['viewer'] });
      await ask('POST', '/people', { name: inDraft, password: inDraft, roles: ['viewer'] });
      await ask('PATCH', '/people/anna', { password: inChange });
      await ask('PATCH', '/people/anna', { password: inChange, roles: ['no such role'] });
      await ask('PATCH', '/people/anna', { password: inWrong, nonsense: inWrong });
      await ask('PUT', '/me/password', { current: inWrong, next: inChange });
      await ask('PUT', '/me/password', { current: inWrong, next: 3 });
      for (const [name, password] of [
        ['anna', inWrong],
        [inUnknown, inWrong],
      ] as const)
        await nodeRed
          .token(name, password, '')
          .catch(({ message }: Error) => answers.push(message.replace(name, '')));
      const { id, token } = await access.addApiToken('line-3');
      secrets.set('an API token', token);
      for (const path of ['/flows', `${base}/tokens`, `${base}/people`])
        answers.push((await nodeRed.request('GET', path, undefined, { token })).text);
      for (const path of [
        '/state',
        '/me',
        '/people',
        '/sessions',
        '/tokens',
        '/policies',
        '/policy',
        '/decisions',
      ])
        await ask('GET', path);
      await ask('DELETE', `/tokens/${id}`);
    });
    after(() => access?.stop());

    it('are in none of our files, not in the log, not in our answers', () => {
      const directory = join(access.nodeRed.userDirectory, 'millwright');
      const files = readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => ({ name, bytes: readFileSync(join(parentPath, name)) }));
      assert.ok(files.some(({ name }) => name === 'access.db-wal'));
      // Node-RED's own audit log names whoever failed to log in, as it always did.
      const ownLog = access.nodeRed.log.replaceAll(/^.*auth\.login\.fail.*$/gm, '');
      assert.ok(ownLog.includes('Log-in of anna failed'));
      const places = [
        ...files,
        { name: 'log', bytes: Buffer.from(ownLog) },
        ...answers.map((text) => ({ name: text.slice(0, 200), bytes: Buffer.from(text) })),
      ];
      assert.equal(secrets.size, 6);
      for (const [what, secret] of secrets)
        for (const { name, bytes } of places)
          for (const plain of unpacked(bytes))
            for (const form of forms(secret)) assert.equal(plain.includes(form), false, `${what} in ${name}`);
    });

    it('are nowhere where a secret that was not planted would be either', () => {
      assert.ok(answers.some((text) => text.includes('anna')));
      assert.ok(
        readFileSync(join(access.nodeRed.userDirectory, 'millwright/access.db-wal')).includes('anna'),
      );
    });
  });
}
