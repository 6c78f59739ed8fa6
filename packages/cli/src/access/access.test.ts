import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPolicy } from '@millwright/access';
import type { Surroundings } from '../command.ts';
import { commands } from '../commands.ts';
import { main } from '../main.ts';
import { recorded } from '../output.fixture.ts';
import { parseDuration } from './duration.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function access(args: readonly string[], input: Partial<Surroundings['input']> = {}): Promise<Ran> {
  const surroundings = recorded();
  const code = await main(['access', ...args], commands, {
    ...surroundings,
    input: { ...surroundings.input, ...input },
  });
  return { code, out: surroundings.text(), err: surroundings.errorText() };
}

describe('millwright access check', () => {
  const check = (text: string, ...args: readonly string[]): Promise<Ran> =>
    access(['check', '-', ...args], { text: async () => text });

  it('finds valid rules valid', async () => {
    assert.deepEqual(await check(JSON.stringify(defaultPolicy)), { code: 0, out: '- is valid.\n', err: '' });
  });

  it('names all that is wrong, and where', async () => {
    const rules = { ...defaultPolicy, bindings: [{ subject: { kind: 'everyone' }, role: 'nobody' }] };
    const { code, out } = await check(JSON.stringify(rules));
    assert.deepEqual([code, out], [1, '■ bindings[0].role: unknown-role\n']);
    const json = JSON.parse((await check(JSON.stringify(rules), '--json')).out);
    assert.deepEqual(json, {
      format: 1,
      valid: false,
      problems: [{ path: ['bindings', 0, 'role'], code: 'unknown-role' }],
    });
  });

  it('says why a file cannot be read', async () => {
    for (const ran of [await check('{'), await access(['check', '/nowhere/rules.json'])]) {
      assert.equal(ran.code, 2);
      assert.match(ran.err, /cli\.policy-unreadable/);
    }
  });
});

describe('millwright access explain', () => {
  for (const [args, says] of [
    [[], 'a user, an action'],
    [['anna', 'flow.edti'], 'but flow.edit'],
    [['anna', 'flow.edit', 'Oven'], 'tab:<id>'],
  ] as const) {
    it(`does not ask for ${args.join(' ') || 'nothing'}`, async () => {
      const { code, err } = await access(['explain', ...args]);
      assert.equal(code, 2);
      assert.ok(err.replace(/\s+/g, ' ').includes(says), err);
    });
  }
});

describe('millwright access recover', () => {
  let directory: string;
  const file = (): string => join(directory, 'millwright/access.recover');
  const recover = (...args: readonly string[]): Promise<Ran> =>
    access(['recover', '--user-dir', directory, ...args]);

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-recover-'));
    mkdirSync(join(directory, 'millwright'));
    writeFileSync(join(directory, 'millwright/access.set-up'), '');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('leaves a mark for the next start, for its owner alone, and takes it back', async () => {
    assert.match((await recover()).err, /cli\.consent-needed/);
    assert.equal((await recover('--yes')).code, 0);
    assert.match(readFileSync(file(), 'utf8'), /^Asked for by .+, 2026-11-22T12:00:00\.000Z\n$/);
    if (process.platform !== 'win32') assert.equal(statSync(file()).mode & 0o777, 0o600);
    assert.equal((await recover()).code, 0, 'once more changes nothing');
    assert.equal((await recover('--undo')).out, 'Taken back.\n');
    assert.throws(() => statSync(file()), /ENOENT/);
  });

  it('is for an instance that had an owner', async () => {
    rmSync(join(directory, 'millwright/access.set-up'));
    assert.match((await recover('--yes')).err, /cli\.never-set-up/);
  });
});

describe('a duration', () => {
  it('is a number of seconds, minutes or hours', () => {
    assert.deepEqual(['90s', '5m', '1h', '5', '-1m', '1d'].map(parseDuration), [
      90,
      300,
      3600,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
