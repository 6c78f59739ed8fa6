import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetErrors } from '../../../common/errors.ts';
import { Blobs } from './blobs.ts';

const name = (letter: string): string => letter.repeat(64);

describe('blobs', () => {
  let directory: string;
  let blobs: Blobs;

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'millwright-blobs-')), 'blobs');
    blobs = new Blobs(() => directory);
  });
  afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

  const textOf = async (digest: string): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of blobs.read(digest)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('are kept whole, each once, for their owner alone', async () => {
    const source = async function* () {
      yield Buffer.from('in ');
      yield Buffer.from('parts');
    };
    const one = { digest: name('a'), content: Buffer.from('at once') };
    await Promise.all([blobs.keep([one, { digest: name('b'), content: source }]), blobs.keep([one, one])]);
    assert.deepEqual([await textOf(name('a')), await textOf(name('b'))], ['at once', 'in parts']);
    assert.deepEqual(readdirSync(directory).sort(), [name('a'), name('b')]);
    assert.equal(statSync(blobs.file(name('a'))).mode & 0o777, 0o600);
    assert.deepEqual([await blobs.size(name('b')), await blobs.has(name('c'))], [8, false]);
  });

  it('are not there where their source fails', async () => {
    const source = async function* () {
      yield Buffer.from('half');
      throw new Error('cut off');
    };
    await assert.rejects(blobs.keep([{ digest: name('a'), content: source }]), /cut off/);
    assert.equal(await blobs.has(name('a')), false);
    await assert.rejects(textOf(name('a')), fleetErrors.blobMissing.is);
    await assert.rejects(textOf('../hub-key.pem'), fleetErrors.blobMissing.is);
  });

  it('are swept away once nobody needs them, with what was never finished', async () => {
    await blobs.keep(['a', 'b'].map((letter) => ({ digest: name(letter), content: Buffer.from(letter) })));
    writeFileSync(join(directory, `${name('c')}.1.draft`), 'half');
    const needed = async () => new Set([name('b')]);
    await blobs.holding(async () => assert.equal(await blobs.sweep(needed), 0));
    assert.equal(await blobs.sweep(needed), 2);
    assert.deepEqual(readdirSync(directory), [name('b')]);
  });

  it('stay where work begins while it is looked for what nobody needs', async () => {
    await blobs.keep([{ digest: name('a'), content: Buffer.from('a') }]);
    const work = Promise.withResolvers<void>();
    const held = { work: Promise.resolve() };
    const swept = blobs.sweep(async () => {
      held.work = blobs.holding(() => work.promise);
      return new Set<string>();
    });
    assert.equal(await swept, 0);
    work.resolve();
    await held.work;
    assert.equal(await blobs.has(name('a')), true);
  });

  it('stay where work finds them there already and ends while it is looked for what nobody needs', async () => {
    const blob = { digest: name('a'), content: Buffer.from('a') };
    await blobs.keep([blob]);
    const swept = await blobs.sweep(async () => {
      const needed = new Set<string>();
      await blobs.holding(() => blobs.keep([blob]));
      return needed;
    });
    assert.deepEqual([swept, await blobs.has(blob.digest)], [0, true]);
    assert.equal(await blobs.sweep(async () => new Set()), 1);
  });
});
