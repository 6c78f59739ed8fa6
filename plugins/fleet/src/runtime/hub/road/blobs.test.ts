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

  const ask = (range?: string, onlyIf?: string, { device = 'a', gone = new AbortController() } = {}) =>
    blobs.answer({ device, digest: 'd', range, onlyIf, gone: gone.signal });
  /** Asked and answered. */
  const served = async (range?: string, onlyIf?: string) => {
    const gone = new AbortController();
    const answer = await ask(range, onlyIf, { gone });
    gone.abort();
    return answer;
  };
  const read = async ({ chunks }: Awaited<ReturnType<typeof ask>>): Promise<string> => {
    let text = '';
    for await (const chunk of chunks) text += Buffer.from(chunk).toString();
    return text;
  };

  it('is a file or what lies in the store, whole or from where the line broke', async () => {
    assert.equal(await read(await served()), '0123456789');
    const rest = await served('bytes=7-');
    assert.deepEqual([await read(rest), rest.piece], ['789', { from: 7, to: 10, size: 10, tag: 'd' }]);
    assert.equal(await read(await served('bytes=7-', '"another"')), '0123456789');
    found = { bytes: Buffer.from('abc') };
    assert.equal(await read(await served('bytes=1-1')), 'b');
    found = { bytes: Buffer.alloc(0) };
    assert.equal(await read(await served()), '');
  });

  it('is not there if it is not wanted of the device, or its file is gone', async () => {
    found = { file: join(directory, 'none') };
    await assert.rejects(served(), fleetErrors.noBlob.is);
    found = undefined;
    await assert.rejects(served(), fleetErrors.noBlob.is);
  });

  it('is fetched a few at a time by each device, from the moment that it is asked for until that is over', async () => {
    const asked = Array.from({ length: 4 }, () => new AbortController());
    await Promise.all(asked.map((gone) => ask(undefined, undefined, { gone })));
    await assert.rejects(ask(), fleetErrors.tooOften.is);
    const others = await Promise.allSettled(Array.from({ length: 64 }, () => ask()));
    assert.ok(others.every(({ status }) => status === 'rejected'));
    assert.equal(await read(await ask(undefined, undefined, { device: 'b' })), '0123456789');
    asked[0]?.abort();
    asked[0]?.abort();
    await ask();
    await assert.rejects(ask(), fleetErrors.tooOften.is);
    asked[1]?.abort();
    await assert.rejects(ask('bytes=20-'), fleetErrors.rangeUnsatisfiable.is);
    await ask();
  });

  it('holds no place for whoever has gone before it is answered', async () => {
    const gone = new AbortController();
    gone.abort();
    for (let time = 0; time < 10; time++) await ask(undefined, undefined, { gone });
    assert.ok((await ask()).patience);
  });
});
