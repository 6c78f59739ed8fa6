import { canonicalText } from '@millwright/schema';
import type { ByteAttack } from '../byte-attack.fixture.ts';
import type { Part } from '../document/manifest.ts';
import { integrityOf, moduleTarball, tarballOf } from '../parts/tarball.fixture.ts';
import { otherReleaseKey, strangersKey } from '../people.fixture.ts';
import { alteredHeader, entry } from './bundle.fixture.ts';
import { endOfArchive, entryHeader } from './header.ts';
import { blobName, inBundleOrder } from './names.ts';
import {
  entriesOf,
  fileOf,
  lockText,
  releaseOf,
  rotatedTrust,
  signedFlows,
  signedModule,
  signedPart,
} from './sample-bundle.fixture.ts';

const release = releaseOf(7);
const { manifest, blobs } = entriesOf(release);
const another = entriesOf(releaseOf(8, 'Another oven'));
const [first = Buffer.of(), ...rest] = blobs;
const [part] = inBundleOrder(release.manifest.parts);
const digest = part?.digest ?? '';
const header = entryHeader(blobName(digest), part?.size ?? 0);
const good = fileOf(manifest, ...blobs);
/** The blobs of the other release that this one has not, and those that are the same. */
const foreign = another.blobs.filter((blob) => blobs.every((own) => !own.equals(blob)));
const shared = another.blobs.filter((blob) => !foreign.includes(blob));

/** With these entries in place of the first blob. */
const begun = (...entries: readonly Uint8Array[]): Buffer => fileOf(manifest, ...entries, ...rest);
/** With another header before the first blob, which is one of a tar file all the same. */
const headed = (changes: Readonly<Record<number, string>>): Buffer =>
  begun(alteredHeader(header, changes), first.subarray(header.length));
const named = (name: string): Buffer => headed({ 0: name.padEnd(100, '\0') });
/** With something else under the name of the first blob. */
const filled = (bytes: Uint8Array): Buffer => begun(entry(blobName(digest), bytes));
const content = first.subarray(header.length, header.length + (part?.size ?? 0));
const changed = (bytes: Uint8Array, at: number, byte: string): Buffer => {
  const copy = Buffer.from(bytes);
  copy.write(byte, at, 'latin1');
  return copy;
};

const oven = { name: '@acme/oven', version: '1.2.3' };
const module = async (description: object, change: Partial<Part> = {}): Promise<Buffer> =>
  signedModule(release, await moduleTarball(description), change);
/** The module with a package in its own `node_modules`. */
const bringing = async (name: string, about: object): Promise<Buffer> =>
  signedModule(
    release,
    await moduleTarball(oven, {
      [`package/node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', ...about }),
    }),
  );
const lock = (change: object): Buffer => {
  const bytes = Buffer.from(canonicalText(JSON.parse(lockText(change))) ?? '');
  return signedPart(release, 'lock', bytes, { contentSize: bytes.length, encoding: 'identity' });
};
const linked = await tarballOf({}, [{ type: 'symlink', linkname: '/etc/passwd' }]);
const rotated = entriesOf(release, [otherReleaseKey]);
const newTrust = rotatedTrust.toString('utf8', 512).replace(/\0+$/, '');
const unsignedTrust = entry('trust.jsonl', newTrust.replace(/"signatures":\[.*\]/, '"signatures":[]'));
const linedTrust = entry('trust.jsonl', `${newTrust}\n`);

const rows: readonly (readonly [name: string, code: string, refused: Uint8Array])[] = [
  ['that is unsigned', 'unsigned', fileOf(entriesOf(release, []).manifest, ...blobs)],
  ['signed by a stranger', 'wrong-key', fileOf(entriesOf(release, [strangersKey]).manifest, ...blobs)],
  ['with the manifest of another release', 'bundle-missing', fileOf(another.manifest, ...shared)],
  ['with a blob of another release', 'bundle-extra', fileOf(manifest, ...foreign, ...blobs)],
  ['with the manifests of two releases', 'bundle-duplicate', fileOf(manifest, another.manifest, ...blobs)],
  ['that is empty', 'bundle-cut', Buffer.of()],
  ['that is another kind of file', 'bundle-unreadable', Buffer.alloc(2000, 'PK')],
  ['with a checksum that does not fit', 'bundle-unreadable', begun(changed(first, 100, '1'))],
  ['that only ends', 'bundle-begin', endOfArchive],
  ['without a manifest', 'bundle-begin', fileOf(...blobs)],
  ['with an entry before the manifest', 'bundle-begin', fileOf(first, manifest, ...rest)],
  ['with a manifest that is no text', 'bundle-text', fileOf(entry('manifest.json', Buffer.of(0xff)))],
  [
    'with an endless manifest',
    'bundle-long',
    Buffer.concat([entryHeader('manifest.json', 2 ** 30), Buffer.alloc(5120, ' ')]),
  ],
  [
    'with endless trust',
    'bundle-long',
    Buffer.concat([manifest, entryHeader('trust.jsonl', 2 ** 30), Buffer.alloc(5120, ' ')]),
  ],
  ['with trust behind the blobs', 'bundle-order', fileOf(manifest, ...blobs, entry('trust.jsonl', ''))],
  ['with a second manifest', 'bundle-duplicate', fileOf(manifest, manifest, ...blobs)],
  ['with a manifest at its end, too', 'bundle-duplicate', fileOf(manifest, ...blobs, manifest)],
  ['with a blob twice', 'bundle-duplicate', begun(first, first)],
  ['with a blob twice, the second one at its end', 'bundle-duplicate', fileOf(manifest, ...blobs, first)],
  ['without its first blob', 'bundle-missing', begun()],
  ['without its last blob', 'bundle-missing', fileOf(manifest, ...blobs.slice(0, -1))],
  ['with its blobs in another order', 'bundle-missing', fileOf(manifest, ...blobs.toReversed())],
  ['with a blob that is not signed', 'bundle-extra', begun(entry(blobName('0'.repeat(64)), 'x'), first)],
  [
    'with a blob that is not signed, at its end',
    'bundle-extra',
    fileOf(manifest, ...blobs, entry(blobName('f'.repeat(64)), 'x')),
  ],
  ['with other bytes in a blob', 'blob-digest', filled(changed(content, 20, 'x'))],
  ['with a longer blob', 'blob-size', filled(Buffer.concat([content, Buffer.of(0)]))],
  ['with a shorter blob', 'blob-size', filled(content.subarray(1))],
  ['with an endless blob', 'blob-size', headed({ 124: '77777777777' })],
  ['with a size beyond what ustar can say', 'bundle-header', headed({ 124: `\x80${'\0'.repeat(10)}\x03` })],
  ['with a size that is no number', 'bundle-header', headed({ 124: '0000000000x' })],
  ['with a negative size', 'bundle-header', headed({ 124: '-0000000001' })],
  ['with a link', 'bundle-link', headed({ 156: '1', 157: 'manifest.json' })],
  ['with a symbolic link', 'bundle-link', headed({ 156: '2', 157: '/etc/passwd' })],
  ['with a device', 'bundle-device', headed({ 156: '3' })],
  ['with a block device', 'bundle-device', headed({ 156: '4' })],
  ['with a pipe', 'bundle-device', headed({ 156: '6' })],
  ['with a directory', 'bundle-directory', headed({ 156: '5' })],
  ['with a pax header', 'bundle-extension', headed({ 156: 'x' })],
  ['with a global pax header', 'bundle-extension', headed({ 156: 'g' })],
  ['with a long name of GNU tar', 'bundle-extension', headed({ 156: 'L' })],
  ['with a long link of GNU tar', 'bundle-extension', headed({ 156: 'K' })],
  ['with a sparse file of GNU tar', 'bundle-extension', headed({ 156: 'S' })],
  ['with a file of tar before POSIX', 'bundle-extension', headed({ 156: '\0' })],
  ['with another name', 'bundle-name', named('readme.txt')],
  ['with another kind of digest', 'bundle-name', named(`blobs/sha512/${digest}`)],
  ['with a digest in capitals', 'bundle-name', named(`blobs/sha256/${'A'.repeat(64)}`)],
  ['with an absolute path', 'bundle-path', named('/manifest.json')],
  ['with a path upwards', 'bundle-path', named(`blobs/sha256/../${digest}`)],
  ['with a path that means the same', 'bundle-path', named('./manifest.json')],
  ['with a path of Windows', 'bundle-path', named('blobs\\sha256\\x')],
  ['with a drive of Windows', 'bundle-path', named('C:manifest.json')],
  ['with a name that looks like another', 'bundle-path', named('manifest.j\xc5\xbfon')],
  ['with an empty name', 'bundle-path', named('')],
  ['with a prefix before a name', 'bundle-path', headed({ 345: '../../etc' })],
  ['with a name hidden behind another', 'bundle-header', headed({ 90: 'hidden' })],
  ['with an owner', 'bundle-header', headed({ 265: 'root' })],
  ['with a mode', 'bundle-header', headed({ 100: '0004755' })],
  ['with a time', 'bundle-header', headed({ 136: '00000000001' })],
  ['with a header of GNU tar', 'bundle-header', headed({ 257: 'ustar  \0' })],
  ['with bytes hidden behind a blob', 'bundle-padding', begun(changed(first, first.length - 1, 'x'))],
  ['that is cut off in a header', 'bundle-cut', good.subarray(0, manifest.length + 511)],
  ['that is cut off in a blob', 'bundle-cut', good.subarray(0, manifest.length + 513)],
  ['without an end', 'bundle-cut', good.subarray(0, -1024)],
  ['with half an end', 'bundle-cut', good.subarray(0, -512)],
  ['that goes on after its end', 'bundle-trailing', Buffer.concat([good, Buffer.alloc(1)])],
  ['with a second bundle behind it', 'bundle-trailing', Buffer.concat([good, good])],
  [
    'that goes on within its end',
    'bundle-trailing',
    Buffer.concat([good.subarray(0, -512), first, endOfArchive]),
  ],
  ['signed by a key that only its trust would name', 'wrong-key', fileOf(rotated.manifest, ...blobs)],
  ['signed by a key that its trust takes away', 'wrong-key', fileOf(manifest, rotatedTrust, ...blobs)],
  ['with trust that nobody signed', 'unsigned', fileOf(rotated.manifest, unsignedTrust, ...blobs)],
  ['with an empty line in its trust', 'envelope-invalid', fileOf(rotated.manifest, linedTrust, ...blobs)],
  ['with flows that unpack to more than is signed', 'part-bomb', signedFlows(release, 50_000_000, 1_000_000)],
  ['with flows that unpack to a thousandfold', 'part-bomb', signedFlows(release, 50_000_000, 50_000_000)],
  ['with flows that unpack to less than is signed', 'part-damaged', signedFlows(release, 1000, 1001)],
  [
    'with another module than it says',
    'module-altered',
    await module({ name: '@acme/other', version: '1.2.3' }),
  ],
  ['with another version than it says', 'module-altered', await module({ ...oven, version: '1.2.2' })],
  [
    'with a module of another lock file',
    'module-altered',
    await module(oven, { integrity: integrityOf(Buffer.of()) }),
  ],
  [
    'with a module that runs a script',
    'module-scripts',
    await module({ ...oven, scripts: { postinstall: 'x' } }),
  ],
  [
    'with a package of Millwright',
    'module-own',
    await module({ name: '@millwright/suite', version: '1.2.3' }, { name: '@millwright/suite' }),
  ],
  ['with a module that has a link', 'module-unsafe', await signedModule(release, linked)],
  [
    'with a module that is no package',
    'module-unreadable',
    await signedModule(release, await tarballOf({ 'package/x': 'x' })),
  ],
  ['with a module that brings along a package of ours', 'module-own', await bringing('@millwright/tags', {})],
  [
    'with a module that brings along one with an install script',
    'module-scripts',
    await bringing('b', { scripts: { install: 'x' } }),
  ],
  ['with a lock file that has an address', 'lock-invalid', lock({ resolved: 'https://x.example/oven.tgz' })],
  ['with a lock file of another module', 'lock-invalid', lock({ version: '1.2.4' })],
  ['with a lock file that says that the module is ours', 'module-own', lock({ name: '@millwright/tags' })],
];

/** What is refused of a bundle's bytes, whoever carried it. */
export const bundleAttacks: readonly ByteAttack[] = rows.map(([name, code, refused]) => ({
  name: `a bundle ${name}`,
  refused,
  good,
  code: `release.${code}`,
}));
