import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requirePeer, root } from '@millwright/testing';
import { entriesOf, fileOf, releaseOf } from '../../packages/release/src/bundle/sample-bundle.fixture.ts';
import { otherReleaseKey, releaseKey, strangersKey } from '../../packages/release/src/people.fixture.ts';

const page = readFileSync(join(root, 'docs/release-format.md'), 'utf8');
const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(page) ?? [];
const release = releaseOf(7);
const { manifest, blobs } = entriesOf(release);

/** Runs the page's commands on a file, in a directory of their own. */
function byHand(
  file: Uint8Array,
  key: string,
): { readonly status: number | null; readonly payload: string; readonly files: readonly string[] } {
  const directory = mkdtempSync(join(tmpdir(), 'millwright-test-'));
  try {
    writeFileSync(join(directory, 'release.mwrelease'), file);
    const env = { ...process.env, file: 'release.mwrelease', key };
    const { status } = spawnSync('sh', ['-ec', commands], { cwd: directory, env });
    const listed = spawnSync('tar', ['-tf', 'release.mwrelease'], { cwd: directory, encoding: 'utf8' });
    const payload = status === 0 ? readFileSync(join(directory, 'payload.json'), 'utf8') : '';
    return { status, payload, files: listed.stdout.trim().split('\n') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('docs/release-format.md', () => {
  before(function () {
    requirePeer(this, 'openssl');
  });

  it('reads and checks a release with tar, sed and openssl alone', () => {
    const { status, payload, files } = byHand(fileOf(manifest, ...blobs), releaseKey.public.text);
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(payload), JSON.parse(JSON.stringify(release.manifest)));
    assert.equal(files[0], 'manifest.json');
    assert.equal(files.length, 1 + blobs.length);
  });

  it('checks it with any of the keys that signed it', () => {
    const both = fileOf(entriesOf(release, [releaseKey, otherReleaseKey]).manifest, ...blobs);
    for (const key of [releaseKey, otherReleaseKey]) assert.equal(byHand(both, key.public.text).status, 0);
    assert.notEqual(byHand(both, strangersKey.public.text).status, 0);
  });

  it('does not come to an end with another key, an altered blob, or one less', () => {
    const good = fileOf(manifest, ...blobs);
    const altered = Buffer.from(good);
    altered[manifest.length + 530] = (altered[manifest.length + 530] ?? 0) ^ 1;
    for (const [file, key] of [
      [good, strangersKey],
      [altered, releaseKey],
      [fileOf(manifest, ...blobs.slice(1)), releaseKey],
    ] as const)
      assert.notEqual(byHand(file, key.public.text).status, 0);
  });

  it('names every member of a manifest and every role of a part', () => {
    const rows = [...page.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(
      ([, names = '']) => names.match(/\w+/g) ?? [],
    );
    for (const member of Object.keys(release.manifest)) assert.ok(rows.includes(member), member);
    for (const { role } of release.manifest.parts) assert.ok(page.includes(`\`${role}\``), role);
  });
});
