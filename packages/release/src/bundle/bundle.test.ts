import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import tar from 'tar-stream';
import { checkedBlob } from './blob-check.ts';
import { bytesOf, Chunks, digestText, entry, readAll, storedBlob } from './bundle.fixture.ts';
import { bundleAttacks } from './bundle-attacks.fixture.ts';
import { endOfArchive, entryHeader } from './header.ts';
import { blobName, inBundleOrder, missingBlobs } from './names.ts';
import { openBundle } from './read-bundle.ts';
import { acceptBundle } from './sample-bundle.fixture.ts';
import { bundleSize, writeBundle } from './write-bundle.ts';

const blobs = ['flows', '', 'x'.repeat(512), 'y'.repeat(1500)].map((text) => storedBlob(text));
const input = { manifest: '{"payload":"é"}', trust: '[]', blobs };
const one = storedBlob('one');

const bundleOf = (...parts: readonly Uint8Array[]): Chunks => new Chunks(Buffer.concat(parts), 700);
const begin = entry('manifest.json', '{}');
const entryOf = ({ digest }: { readonly digest: string }, text: string): Buffer =>
  entry(blobName(digest), text);

describe('a bundle', () => {
  it('is the same file for the same input, whatever the order and the chunks', async () => {
    const expected = await bytesOf(writeBundle(input));
    const split = blobs.map((blob) => ({
      ...blob,
      async *content() {
        for (const byte of await bytesOf(blob.content())) yield Buffer.of(byte);
      },
    }));
    const again = await bytesOf(writeBundle({ ...input, blobs: [...split.reverse(), ...blobs] }));
    assert.ok(again.equals(expected));
    assert.equal(digestText(expected), '02f3312ec69c680dc699007f00c83f0ab1fab8c9ad8953eb761c0d284836d6df');
  });

  it('has the size that is known before it is written', async () => {
    assert.equal(bundleSize(input), (await bytesOf(writeBundle(input))).length);
    const without = { manifest: '{}', blobs: [] };
    assert.equal(bundleSize(without), (await bytesOf(writeBundle(without))).length);
  });

  it('is a tar file that others read', async () => {
    const extract = tar.extract();
    Readable.from(writeBundle(input)).pipe(extract);
    const names: string[] = [];
    const contents: string[] = [];
    for await (const found of extract) {
      assert.equal(found.header.type, 'file');
      names.push(found.header.name);
      contents.push(digestText(await bytesOf(found as AsyncIterable<Uint8Array>)));
    }
    const ordered = inBundleOrder(blobs).map(({ digest }) => digest);
    assert.deepEqual(names, ['manifest.json', 'trust.jsonl', ...ordered.map(blobName)]);
    assert.deepEqual(contents.slice(2), ordered);
  });

  it('is read as it was written, in chunks of any size', async () => {
    const bytes = await bytesOf(writeBundle(input));
    for (const size of [1, 7, 511, 512, 513, 10_000]) {
      const source = new Chunks(bytes, size);
      const read = await readAll(source, blobs);
      assert.equal(read.manifest, input.manifest);
      assert.equal(read.trust, input.trust);
      assert.deepEqual(
        [...read.blobs.keys()],
        inBundleOrder(blobs).map(({ digest }) => digest),
      );
      for (const [digest, content] of read.blobs) assert.equal(digestText(content), digest);
      assert.ok(source.isClosed);
    }
  });

  it('may be without blobs and without trust', async () => {
    const read = await readAll(Readable.from(writeBundle({ manifest: '{}', blobs: [] })), []);
    assert.deepEqual(read, { manifest: '{}', trust: undefined, blobs: new Map() });
  });

  it('is not read further than the manifest before its blobs are asked for', async () => {
    const bytes = await bytesOf(writeBundle(input));
    const source = new Chunks(bytes, 512);
    const bundle = await openBundle(source);
    assert.equal(source.given, 5 * 512);
    await bundle.close();
    await bundle.close();
    assert.ok(source.isClosed);
  });

  it('is refused by its writer where a content is not what is signed', async () => {
    const wrong = { ...one, content: () => [Buffer.from('two')] };
    await assert.rejects(bytesOf(writeBundle({ manifest: '{}', blobs: [wrong] })), {
      code: 'release.blob-digest',
    });
    const long = { ...one, content: () => [Buffer.from('one'), Buffer.from('!')] };
    await assert.rejects(bytesOf(writeBundle({ manifest: '{}', blobs: [long] })), {
      code: 'release.blob-size',
    });
  });
});

describe('the content of a blob', () => {
  it('is checked even if nobody reads it, or not to its end', async () => {
    const altered = { ...one, digest: digestText('two') };
    const file = (): Chunks => bundleOf(begin, entryOf(altered, 'one'), endOfArchive);
    const unread = (await openBundle(file())).blobs([altered]);
    await unread.next();
    await assert.rejects(unread.next(), { code: 'release.blob-digest' });
    const begun = (await openBundle(file())).blobs([altered]);
    for await (const _ of (await begun.next()).value?.content ?? []) break;
    await assert.rejects(begun.next(), { code: 'release.blob-digest' });
  });

  it('is not given later, when the next one has begun', async () => {
    const bytes = await bytesOf(writeBundle(input));
    const reading = (await openBundle(new Chunks(bytes, 100))).blobs(blobs);
    await reading.next();
    const { value: long } = await reading.next();
    const chunks = long?.content[Symbol.asyncIterator]();
    await chunks?.next();
    await reading.next();
    await assert.rejects(async () => chunks?.next(), { code: 'release.bundle-overtaken' });
    await assert.rejects(async () => bytesOf(long?.content ?? []), { code: 'release.bundle-overtaken' });
  });

  it('lets go of the source where its reader stops', async () => {
    const source = new Chunks(await bytesOf(writeBundle(input)), 100);
    const bundle = await openBundle(source);
    for await (const _ of bundle.blobs(blobs)) break;
    assert.ok(source.isClosed);
  });

  it('is checked in the same way where it is fetched alone', async () => {
    const { digest, size } = one;
    const read = async (text: string): Promise<string> =>
      (await bytesOf(checkedBlob([Buffer.from(text)], { digest, size }))).toString();
    assert.equal(await read('one'), 'one');
    await assert.rejects(read('on'), { code: 'release.blob-size' });
    await assert.rejects(read('ones'), { code: 'release.blob-size' });
    await assert.rejects(read('two'), { code: 'release.blob-digest' });
  });
});

describe('a device', () => {
  it('fetches only the blobs that it does not have, each once', () => {
    const [first, second] = inBundleOrder(blobs);
    assert.ok(first && second);
    const missing = missingBlobs([second, first, second], new Set([first.digest]));
    assert.deepEqual(missing, [second]);
  });
});

describe('a long bundle', () => {
  it('passes in as much memory as a chunk needs', async () => {
    const chunk = Buffer.alloc(64 * 1024, 7);
    const count = 4096;
    const content = function* (): Generator<Uint8Array> {
      for (let index = 0; index < count; index++) yield chunk;
    };
    const hash = createHash('sha256');
    for (const bytes of content()) hash.update(bytes);
    const blob = { digest: hash.digest('hex'), size: count * chunk.length, content };
    const before = process.memoryUsage();
    let most = 0;
    let seen = 0;
    const bundle = await openBundle(writeBundle({ manifest: '{}', blobs: [blob] }));
    for await (const { content: bytes } of bundle.blobs([blob]))
      for await (const { length } of bytes) {
        seen += length;
        most = Math.max(most, process.memoryUsage().arrayBuffers - before.arrayBuffers);
      }
    assert.equal(seen, 256 * 1024 * 1024);
    assert.ok(most < 16 * 1024 * 1024, `${most} bytes`);
  });
});

describe('whoever reads a bundle', () => {
  it('stops at the first byte that is wrong, however much would follow', async () => {
    const good = bundleAttacks[0]?.good ?? Buffer.of();
    const { refused: endlessBlob = Buffer.of() } =
      bundleAttacks.find(({ name }) => name.endsWith('an endless blob')) ?? {};
    const beginnings: readonly (readonly [Uint8Array, string])[] = [
      [Buffer.from('no bundle'), 'release.bundle-unreadable'],
      [entryHeader('manifest.json', 2 ** 32), 'release.bundle-long'],
      [Buffer.concat([begin, entryHeader('trust.jsonl', 2 ** 32)]), 'release.bundle-long'],
      [endlessBlob, 'release.blob-size'],
      [good, 'release.bundle-trailing'],
    ];
    for (const [beginning, code] of beginnings) {
      let given = 0;
      const endless = async function* (): AsyncGenerator<Uint8Array> {
        yield beginning;
        for (;;) {
          given += 512;
          yield Buffer.alloc(512, 'x');
        }
      };
      await assert.rejects(acceptBundle(endless()), { code });
      assert.ok(given <= 512, `${code} after ${given} bytes more`);
    }
  });

  for (const { name, refused, good, code } of bundleAttacks)
    it(`refuses ${name}`, async () => {
      await acceptBundle(new Chunks(good, 700));
      const source = new Chunks(refused, 700);
      await assert.rejects(acceptBundle(source), { code });
      assert.ok(source.isClosed || source.given === refused.length);
    });
});
