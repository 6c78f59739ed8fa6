import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import tar from 'tar-stream';
import { checkedBlob } from './blob-check.ts';
import { alteredHeader, bytesOf, Chunks, digestText, entry, readAll, storedBlob } from './bundle.fixture.ts';
import { endOfArchive, entryHeader } from './header.ts';
import { blobName, inBundleOrder, missingBlobs } from './names.ts';
import { openBundle } from './read-bundle.ts';
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
    assert.equal(digestText(expected), '4b0b3e11c638dbc89e12fd0c6b78e76a8abb182fc9075a349d22e7cafd1216ad');
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
    assert.deepEqual(names, ['manifest.json', 'trust.json', ...ordered.map(blobName)]);
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

describe('a bundle is refused', () => {
  const [first, second] = inBundleOrder([one, storedBlob('two')]);
  assert.ok(first && second);
  const textOf = ({ digest }: { readonly digest: string }): string => (digest === one.digest ? 'one' : 'two');
  const [firstEntry, secondEntry] = [first, second].map((blob) => entryOf(blob, textOf(blob)));
  assert.ok(firstEntry && secondEntry);
  const header = entryHeader(blobName(first.digest), first.size);
  const hidden = Buffer.from(firstEntry);
  hidden.write('x', 1023);
  /** The first blob with another header, which is a tar header all the same. */
  const altered = (changes: Readonly<Record<number, string>>): Chunks =>
    bundleOf(begin, alteredHeader(header, changes), firstEntry.subarray(512), secondEntry, endOfArchive);
  const named = (name: string): Chunks => altered({ 0: name.padEnd(100, '\0') });

  const cases: readonly (readonly [what: string, source: () => AsyncIterable<Uint8Array>, code: string])[] = [
    ['without a manifest', () => bundleOf(firstEntry, secondEntry, endOfArchive), 'begin'],
    [
      'with an entry before the manifest',
      () => bundleOf(firstEntry, begin, secondEntry, endOfArchive),
      'begin',
    ],
    ['that is empty', () => bundleOf(), 'cut'],
    ['that only ends', () => bundleOf(endOfArchive), 'begin'],
    ['that is another kind of file', () => bundleOf(Buffer.alloc(2000, 'PK')), 'unreadable'],
    [
      'with a manifest that is no text',
      () => bundleOf(entry('manifest.json', Buffer.of(0xff)), endOfArchive),
      'text',
    ],
    [
      'with an endless manifest',
      () => bundleOf(entryHeader('manifest.json', 2 ** 30), Buffer.alloc(512)),
      'long',
    ],
    [
      'with endless trust',
      () => bundleOf(begin, entryHeader('trust.json', 2 ** 30), Buffer.alloc(512)),
      'long',
    ],
    [
      'with a second manifest',
      () => bundleOf(begin, begin, firstEntry, secondEntry, endOfArchive),
      'duplicate',
    ],
    [
      'with a manifest at its end, too',
      () => bundleOf(begin, firstEntry, secondEntry, begin, endOfArchive),
      'duplicate',
    ],
    [
      'with a blob twice',
      () => bundleOf(begin, firstEntry, firstEntry, secondEntry, endOfArchive),
      'duplicate',
    ],
    [
      'with a blob twice, at its end',
      () => bundleOf(begin, firstEntry, secondEntry, firstEntry, endOfArchive),
      'duplicate',
    ],
    [
      'with trust behind the blobs',
      () => bundleOf(begin, firstEntry, secondEntry, entry('trust.json', '[]'), endOfArchive),
      'order',
    ],
    ['without a blob', () => bundleOf(begin, secondEntry, endOfArchive), 'missing'],
    ['without the last blob', () => bundleOf(begin, firstEntry, endOfArchive), 'missing'],
    [
      'with its blobs in another order',
      () => bundleOf(begin, secondEntry, firstEntry, endOfArchive),
      'missing',
    ],
    [
      'with a blob that is not signed',
      () => bundleOf(begin, entryOf({ digest: '0'.repeat(64) }, 'x'), firstEntry, secondEntry, endOfArchive),
      'extra',
    ],
    [
      'with a blob that is not signed, at its end',
      () => bundleOf(begin, firstEntry, secondEntry, entryOf({ digest: 'f'.repeat(64) }, 'x'), endOfArchive),
      'extra',
    ],
    [
      'with other bytes in a blob',
      () => bundleOf(begin, entryOf(first, 'xxx'), secondEntry, endOfArchive),
      'blob-digest',
    ],
    [
      'with a longer blob',
      () => bundleOf(begin, entryOf(first, 'one and more'), secondEntry, endOfArchive),
      'blob-size',
    ],
    [
      'with a shorter blob',
      () => bundleOf(begin, entryOf(first, 'on'), secondEntry, endOfArchive),
      'blob-size',
    ],
    ['with an endless blob', () => altered({ 124: '77777777777' }), 'blob-size'],
    [
      'with a size beyond what ustar can say',
      () => altered({ 124: '\x80\0\0\0\0\0\0\0\0\0\0\x03' }),
      'header',
    ],
    ['with a size that is no number', () => altered({ 124: '0000000000x' }), 'header'],
    ['with a negative size', () => altered({ 124: '-0000000001' }), 'header'],
    ['with a link', () => altered({ 156: '1', 157: 'manifest.json' }), 'link'],
    ['with a symbolic link', () => altered({ 156: '2', 157: '/etc/passwd' }), 'link'],
    ['with a device', () => altered({ 156: '3' }), 'device'],
    ['with a block device', () => altered({ 156: '4' }), 'device'],
    ['with a pipe', () => altered({ 156: '6' }), 'device'],
    ['with a directory', () => altered({ 156: '5' }), 'directory'],
    ['with a pax header', () => altered({ 156: 'x' }), 'extension'],
    ['with a global pax header', () => altered({ 156: 'g' }), 'extension'],
    ['with a long name of GNU tar', () => altered({ 156: 'L' }), 'extension'],
    ['with a long link of GNU tar', () => altered({ 156: 'K' }), 'extension'],
    ['with a sparse file', () => altered({ 156: 'S' }), 'extension'],
    ['with a file of tar before POSIX', () => altered({ 156: '\0' }), 'extension'],
    ['with another name', () => named('readme.txt'), 'name'],
    ['with a blob of another digest', () => named(`blobs/sha512/${first.digest}`), 'name'],
    ['with a digest in capitals', () => named(`blobs/sha256/${'A'.repeat(64)}`), 'name'],
    ['with an absolute path', () => named('/manifest.json'), 'path'],
    ['with a path upwards', () => named(`blobs/sha256/../${first.digest}`), 'path'],
    ['with a path that is no different', () => named('./manifest.json'), 'path'],
    ['with a path of Windows', () => named('blobs\\sha256\\x'), 'path'],
    ['with a drive of Windows', () => named('C:manifest.json'), 'path'],
    ['with a name in Unicode', () => named('manifest.j\xc5\xbfon'), 'path'],
    ['with an empty name', () => named(''), 'path'],
    ['with a prefix before a name', () => altered({ 345: '../../etc' }), 'path'],
    ['with a name hidden behind another', () => altered({ 90: 'hidden' }), 'header'],
    ['with a user', () => altered({ 265: 'root' }), 'header'],
    ['with a mode', () => altered({ 100: '0004755' }), 'header'],
    ['with a time', () => altered({ 136: '00000000001' }), 'header'],
    ['with the format of GNU tar', () => altered({ 257: 'ustar  \0' }), 'header'],
    [
      'with a checksum that does not fit',
      () =>
        bundleOf(
          begin,
          Buffer.from(header.toString('latin1').replace('0000644', '0000645'), 'latin1'),
          firstEntry.subarray(512),
        ),
      'unreadable',
    ],
    ['with bytes hidden behind a blob', () => bundleOf(begin, hidden, secondEntry, endOfArchive), 'padding'],
    ['that is cut off in a header', () => bundleOf(begin, header.subarray(0, 511)), 'cut'],
    ['that is cut off in a blob', () => bundleOf(begin, header, Buffer.from('o')), 'cut'],
    ['without an end', () => bundleOf(begin, firstEntry, secondEntry), 'cut'],
    ['with half an end', () => bundleOf(begin, firstEntry, secondEntry, Buffer.alloc(512)), 'cut'],
    [
      'that goes on after its end',
      () => bundleOf(begin, firstEntry, secondEntry, endOfArchive, Buffer.alloc(1)),
      'trailing',
    ],
    [
      'that goes on within its end',
      () => bundleOf(begin, firstEntry, secondEntry, Buffer.alloc(512), firstEntry, endOfArchive),
      'trailing',
    ],
  ];
  for (const [what, source, code] of cases)
    it(what, async () => {
      const expected = code.startsWith('blob') ? `release.${code}` : `release.bundle-${code}`;
      await assert.rejects(readAll(source(), [one, second, first]), { code: expected });
    });
});
