import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetErrors } from '../../../common/errors.ts';
import type { WantedBlob } from '../wanted/wanted.ts';
import { Blobs } from './blobs.ts';

describe('what devices fetch', () => {
  let directory: string;
  let found: WantedBlob | undefined;
  let blobs: Blobs;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-fleet-'));
    const file = join(directory, 'blob');
    writeFileSync(file, '0123456789');
    found = { file };
    blobs = new Blobs({ blobOf: async () => found });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const ask = (range?: string, onlyIf?: string) => blobs.answer({ device: 'a', digest: 'd', range, onlyIf });
  const read = async ({ chunks }: Awaited<ReturnType<typeof ask>>): Promise<string> => {
    let text = '';
    for await (const chunk of chunks) text += Buffer.from(chunk).toString();
    return text;
  };

  it('is a file or what lies in the store, whole or from where the line broke', async () => {
    assert.equal(await read(await ask()), '0123456789');
    const rest = await ask('bytes=7-');
    assert.deepEqual([await read(rest), rest.piece], ['789', { from: 7, to: 10, size: 10, tag: 'd' }]);
    assert.equal(await read(await ask('bytes=7-', '"another"')), '0123456789');
    found = { bytes: Buffer.from('abc') };
    assert.equal(await read(await ask('bytes=1-1')), 'b');
    found = { bytes: Buffer.alloc(0) };
    assert.equal(await read(await ask()), '');
  });

  it('is not there if it is not wanted of the device, or its file is gone', async () => {
    found = { file: join(directory, 'none') };
    await assert.rejects(ask(), fleetErrors.noBlob.is);
    found = undefined;
    await assert.rejects(ask(), fleetErrors.noBlob.is);
  });

  it('is fetched a few at a time, and what was begun and left counts no more', async () => {
    const begun = await Promise.all([ask(), ask(), ask(), ask()]);
    const readers = begun.map(({ chunks }) => chunks[Symbol.asyncIterator]());
    for (const reader of readers) await reader.next();
    await assert.rejects(ask(), fleetErrors.tooOften.is);
    await readers[0]?.return?.();
    assert.equal(await read(await ask()), '0123456789');
  });
});
