import assert from 'node:assert/strict';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { bytesOf, Chunks, digestText } from '../bundle/bundle.fixture.ts';
import { randomOf } from '../people.fixture.ts';
import { checkModule, receiveModule } from './check-modules.ts';
import { inspectModule } from './module-tarball.ts';
import { packed } from './packed.ts';
import { integrityOf, moduleTarball, tarballOf } from './tarball.fixture.ts';
import { contentOf, unpacked } from './unpacked.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const text = JSON.stringify(Array.from({ length: 50 }, (_, index) => ({ id: `n${index}`, type: 'inject' })));

/** Text that does not become small. */
const randomBytesOf = (length: number): string => Buffer.from(randomOf('x')(length)).toString('hex');

/** As it would be signed, whatever it is. */
const signed = (bytes: Uint8Array, contentSize: number) => ({
  digest: digestText(bytes),
  size: bytes.length,
  contentSize,
  encoding: 'gzip' as const,
});

describe('a part', () => {
  it('is packed where that makes it smaller, and says nothing of where', () => {
    const part = packed(Buffer.from(text), 'application/json');
    assert.equal(part.encoding, 'gzip');
    assert.equal(part.size, part.bytes.length);
    assert.equal(part.digest, digestText(part.bytes));
    assert.equal(gunzipSync(part.bytes).toString(), text);
    assert.deepEqual([...part.bytes.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
    assert.equal(packed(Buffer.from('ab'), 'text/plain').encoding, 'identity');
    assert.equal(packed(Buffer.alloc(1_000_000), 'text/plain').encoding, 'identity');
  });

  it(`is unpacked as it was, whatever it is (SEED=${seed})`, async () => {
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      fc.nat(3000).map((size) => new Uint8Array(size)),
    );
    await fc.assert(
      fc.asyncProperty(any, fc.integer({ min: 1, max: 700 }), async (content, size) => {
        const part = packed(content, 'application/octet-stream');
        assert.deepEqual(await contentOf(new Chunks(part.bytes, size), part), Buffer.from(content));
      }),
      { seed, numRuns: 100 },
    );
  });

  it('is not unpacked further than is signed', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    const source = new Chunks(bomb, 1024);
    let seen = 0;
    await assert.rejects(
      async () => {
        for await (const chunk of unpacked(source, signed(bomb, 1_000_000))) seen += chunk.length;
      },
      { code: 'release.part-bomb' },
    );
    assert.ok(seen <= 1_000_000);
    assert.ok(source.given < 100_000, `${source.given} of ${bomb.length} bytes were read`);
  });

  it('is not looked into where more is signed than any part may become', async () => {
    const bomb = gzipSync(Buffer.alloc(1024 * 1024));
    const source = new Chunks(bomb, 100);
    await assert.rejects(contentOf(source, signed(bomb, 1024 * 1024)), { code: 'release.part-bomb' });
    assert.equal(source.given, 0);
    const large = { ...signed(bomb, 65 * 1024 * 1024), size: 1024 * 1024 };
    await assert.rejects(contentOf(source, large), { code: 'release.part-large' });
    const plain = { digest: digestText('ab'), size: 2, contentSize: 3, encoding: 'identity' as const };
    await assert.rejects(contentOf([Buffer.from('ab')], plain), { code: 'release.part-bomb' });
  });

  it('is refused where it is damaged, or less than is signed', async () => {
    const { bytes } = packed(Buffer.from(text), 'application/json');
    await assert.rejects(contentOf([bytes], signed(bytes, text.length + 1)), {
      code: 'release.part-damaged',
    });
    const half = bytes.subarray(0, 60);
    await assert.rejects(contentOf([half], signed(half, text.length)), { code: 'release.part-damaged' });
    const other = Buffer.from('no gzip at all');
    await assert.rejects(contentOf([other], signed(other, 100)), { code: 'release.part-damaged' });
    await assert.rejects(contentOf([bytes], { ...signed(bytes, text.length), digest: digestText('') }), {
      code: 'release.blob-digest',
    });
  });

  it('passes on what its source says, such as that the disk is gone', async () => {
    const { bytes } = packed(Buffer.from(text), 'application/json');
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 20);
      throw Object.assign(new Error('gone'), { code: 'EIO' });
    };
    await assert.rejects(contentOf(failing(), signed(bytes, text.length)), { code: 'EIO' });
    await assert.rejects(inspectModule(failing()), { code: 'EIO' });
  });
});

describe('the tarball of a module', () => {
  const description = { name: '@acme/oven', version: '1.2.3', license: 'MIT', scripts: { test: 'x' } };

  it('says what it is', async () => {
    const bytes = await moduleTarball(description, { 'package/lib/package.json': '{}' });
    const found = await inspectModule(new Chunks(bytes, 50));
    assert.deepEqual(found, {
      name: '@acme/oven',
      version: '1.2.3',
      license: 'MIT',
      installScripts: [],
      bundled: [],
      digest: digestText(bytes),
      size: bytes.length,
      contentSize: gunzipSync(bytes).length,
      integrity: integrityOf(bytes),
    });
  });

  it('may have another first directory, and names that only pax headers hold', async () => {
    const long = `oven-1.2.3/${'deep/'.repeat(60)}x.js`;
    const bytes = await tarballOf({ 'oven-1.2.3/package.json': JSON.stringify(description), [long]: 'x' });
    assert.equal((await inspectModule([bytes])).version, '1.2.3');
  });

  it('tells which scripts npm would run to install it', async () => {
    const scriptsOf = async (own: object, files = {}): Promise<readonly string[]> =>
      (await inspectModule([await moduleTarball({ ...description, ...own }, files)])).installScripts;
    assert.deepEqual(await scriptsOf({ scripts: { postinstall: 'x', preinstall: 'y', prepare: 'z' } }), [
      'preinstall',
      'postinstall',
    ]);
    const gyp = { 'package/binding.gyp': '{}' };
    assert.deepEqual(await scriptsOf({}, gyp), ['binding.gyp']);
    assert.deepEqual(await scriptsOf({ gypfile: false }, gyp), []);
    assert.deepEqual(await scriptsOf({ scripts: { install: 'x' } }, gyp), ['install']);
  });

  it('tells what it brings along, whatever the letters of its files', async () => {
    const inner = { name: 'b', version: '1.0.0', scripts: { install: 'x' } };
    const { bundled } = await inspectModule([
      await moduleTarball(description, {
        'package/node_modules/b/Package.JSON': JSON.stringify(inner),
        'package/Node_modules/@acme/c/node_modules/d/binding.gyp': '{}',
        'package/node_modules/@Millwright/tags/index.js': '1',
        'package/test/node_modules/e/package.json': 'no JSON',
      }),
    ]);
    assert.deepEqual(bundled, [
      { place: 'node_modules/b', name: 'b', installScripts: ['install'] },
      { place: 'Node_modules/@acme/c/node_modules/d', name: '', installScripts: ['binding.gyp'] },
      { place: 'node_modules/@Millwright/tags', name: '', installScripts: [] },
    ]);
    const other = JSON.stringify({ ...description, scripts: { install: 'x' } });
    await assert.rejects(
      inspectModule([await moduleTarball(description, { 'package/PACKAGE.json': other })]),
      {
        code: 'release.module-unreadable',
      },
    );
  });

  it('has a name and a version that are nothing else', async () => {
    for (const own of [{ name: '-g' }, { name: '../x' }, { version: '../../x' }, { version: '1.0.0\ud800' }])
      await assert.rejects(inspectModule([await moduleTarball({ ...description, ...own })]), {
        code: 'release.module-unreadable',
      });
    const license = '\ud800\n';
    assert.equal(
      (await inspectModule([await moduleTarball({ ...description, license })])).license,
      '\ufffd\ufffd',
    );
  });

  it('is unpacked on a device no further than is signed', async () => {
    const bytes = await moduleTarball(description, { 'package/x': randomBytesOf(400_000) });
    const source = new Chunks(bytes, 1024);
    const part = {
      ...signed(bytes, 5000),
      role: 'module',
      media: 'application/x-tar',
      name: description.name,
      version: description.version,
      integrity: integrityOf(bytes),
      origin: 'registry',
    } as const;
    await assert.rejects(receiveModule(source, part), { code: 'release.part-bomb' });
    assert.ok(source.given < 200_000, `${source.given} of ${bytes.length} bytes were read`);
  });

  it('is told from another one', async () => {
    const found = await inspectModule([await moduleTarball(description)]);
    checkModule(found, found);
    for (const other of [
      { name: '@acme/other' },
      { version: '1.2.4' },
      { integrity: integrityOf(Buffer.of(1)) },
    ])
      assert.throws(() => checkModule(found, { ...found, ...other }), { code: 'release.module-altered' });
  });

  it('is refused with links, and with paths that lead out', async () => {
    const refused = async (bytes: Uint8Array): Promise<void> =>
      assert.rejects(inspectModule([bytes]), { code: 'release.module-unsafe' });
    await refused(await tarballOf({}, [{ type: 'symlink', linkname: '/etc/passwd' }]));
    await refused(await tarballOf({}, [{ type: 'link', linkname: 'package/y' }]));
    await refused(await tarballOf({}, [{ type: 'character-device' }]));
    for (const name of ['package/../../x', '/package/x', 'C:/x', 'package\\x'])
      await refused(await tarballOf({ [name]: 'x' }));
  });

  it('is refused where it is no tarball, or a bomb', async () => {
    const unreadable = 'release.module-unreadable';
    await assert.rejects(inspectModule([Buffer.from('x')]), { code: 'release.part-damaged' });
    await assert.rejects(inspectModule([]), { code: 'release.part-damaged' });
    await assert.rejects(inspectModule([gzipSync(Buffer.alloc(5000, 'x'))]), { code: unreadable });
    await assert.rejects(inspectModule([await tarballOf({ 'package/index.js': '1' })]), { code: unreadable });
    await assert.rejects(inspectModule([await moduleTarball({ name: 'x' })]), { code: unreadable });
    const twice = await tarballOf({
      'package/package.json': JSON.stringify(description),
      'other/package.json': JSON.stringify({ ...description, name: 'other' }),
    });
    await assert.rejects(inspectModule([twice]), { code: unreadable });
    const bomb = await moduleTarball(description, { 'package/zeros': '0'.repeat(2_000_000) });
    await assert.rejects(inspectModule([bomb]), { code: 'release.part-bomb' });
    const { length } = await moduleTarball(description);
    const cut = (await moduleTarball(description)).subarray(0, length - 30);
    await assert.rejects(inspectModule([cut]), { code: 'release.part-damaged' });
    assert.equal((await bytesOf([cut])).length, length - 30);
  });
});
