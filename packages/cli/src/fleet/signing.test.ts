import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import {
  fingerprintOf,
  manifestDocument,
  openDocument,
  openSealedKey,
  type SigningKey,
  sealSigningKey,
  trustDocument,
} from '@millwright/release';
import { type Answer, json, serving } from '../instance/server.fixture.ts';
import { modulesBetween } from './draft-change.ts';
import {
  bundleOf,
  fleet,
  formerBundleOf,
  hubKey,
  inScratch,
  keyOf,
  manifestText,
  passphrase,
  releaseKey,
  taking,
  trustOf,
  trustText,
} from './hub.fixture.ts';

describe('millwright fleet key', () => {
  it('makes a key that the passphrase opens, for its owner alone, and says its public half', () =>
    inScratch(async (path) => {
      const { code, out, err } = await fleet(['key', path('release-key')]);
      assert.deepEqual([code, err], [0, '']);
      const key = await openSealedKey(readFileSync(path('release-key'), 'utf8'), passphrase);
      assert.ok(out.includes(key.public.text) && out.includes(fingerprintOf(key.public.keyid)), out);
      if (process.platform !== 'win32') assert.equal(statSync(path('release-key')).mode & 0o777, 0o600);
      assert.match((await fleet(['key', path('release-key')])).err, /cli\.output-unwritable/);
    }));

  it('asks twice on a terminal, and writes nothing where the answers differ or are weak', () =>
    inScratch(async (path) => {
      const typing = (...typed: string[]) => ({ terminal: true, secret: async () => typed.shift() });
      const key = (...typed: string[]) => fleet(['key', path('key')], typing(...typed));
      assert.match((await key('one passphrase', 'another passphrase')).err, /cli\.passphrases-differ/);
      assert.match((await key()).err, /cli\.passphrase-needed/);
      assert.match((await key('short', 'short')).err, /release\.passphrase-weak/);
      assert.throws(() => statSync(path('key')), /ENOENT/);
      const { code, err } = await key(passphrase, passphrase);
      assert.equal(code, 0);
      assert.equal(err.includes(passphrase), false);
    }));
});

describe('signing for a hub', () => {
  let sealed: string;
  before(async () => {
    sealed = await sealSigningKey(releaseKey, passphrase, (bytes) => new Uint8Array(bytes).fill(9));
  });
  const signers = { keys: [releaseKey.public], threshold: 1 };
  const route = 'releases/filler-line/7/manifest';
  const answered = { name: 'filler-line', version: 7, state: 'signed' };

  const bytes =
    (content: Buffer): Answer =>
    (_request, response) =>
      void response.end(content);
  /** What is asked of a hub that keeps this draft, and perhaps the release before. */
  const draft = async (formerBy?: SigningKey): Promise<Readonly<Record<string, Answer>>> => ({
    [`GET ${route}`]: json({ envelope: manifestText([]) }),
    'GET releases/filler-line/7/bundle': bytes(await bundleOf([])),
    'GET releases/filler-line/6/bundle': bytes(await formerBundleOf(formerBy ? [formerBy] : [])),
    'GET releases': json({
      releases: [
        { ...answered, state: 'draft' },
        ...(formerBy
          ? [
              { ...answered, version: 6 },
              { ...answered, version: 5 },
            ]
          : []),
        { ...answered, name: 'other', version: 6 },
      ],
    }),
  });

  /** Runs with the release key in a file. */
  const withKey = (work: (key: string, path: (name: string) => string) => Promise<void>): Promise<void> =>
    inScratch(async (path) => {
      writeFileSync(path('release-key'), sealed);
      await work(path('release-key'), path);
    });

  it('says what a release is, and sends its manifest back signed', () =>
    withKey(async (key) => {
      const put: unknown[] = [];
      const answers = { ...(await draft()), [`PUT ${route}`]: taking(answered, put) };
      await serving(
        answers,
        async (url) => {
          const { code, out, err } = await fleet(['sign', 'filler-line@7', '--key', key, '--yes'], { url });
          assert.deepEqual([code, err], [0, '']);
          for (const says of [
            /Release +filler-line, version 7\n/,
            /from version 42 of History by\s+anna/,
            /For +devices with all of line=1\n/,
            /Floor +once it runs, no version below 3/,
            /Modules +none\n/,
            /filler-line@7 is signed, and sent to the hub\.\n$/,
          ])
            assert.match(out, says);
          assert.equal(out.includes(fingerprintOf(releaseKey.public.keyid).slice(0, 19)), true);
        },
        'fleet',
      );
      const [{ envelope }] = put as [{ envelope: string }];
      assert.equal(openDocument(manifestDocument, envelope, signers).content.name, 'filler-line');
    }));

  it('signs nothing without consent, with another passphrase, or where the hub gives another release', () =>
    withKey(async (key) => {
      const put: unknown[] = [];
      const answers = {
        ...(await draft()),
        'GET releases/filler-line/8/manifest': json({ envelope: manifestText([]) }),
        [`PUT ${route}`]: taking(answered, put),
      };
      await serving(
        answers,
        async (url) => {
          const sign = ['sign', 'filler-line@7', '--key', key];
          assert.match((await fleet(sign, { url })).err, /cli\.consent-needed/);
          const asked = await fleet(sign, { url, terminal: true, line: async () => 'no' });
          assert.deepEqual([asked.code, /Nothing was changed/.test(asked.err)], [2, true]);
          const wrong = await fleet([...sign, '--yes'], { url, text: async () => 'another passphrase' });
          assert.match(wrong.err, /release\.passphrase-wrong/);
          assert.match(
            (await fleet([...sign, '--yes'], { url, text: async () => '' })).err,
            /cli\.passphrase-needed/,
          );
          const other = await fleet(['sign', 'filler-line@8', '--key', key, '--yes'], { url });
          assert.match(other.err, /cli\.other-manifest/);
        },
        'fleet',
      );
      assert.deepEqual(put, []);
    }));

  it('shows what a draft changes against the release before, out of the bytes that are signed', () =>
    withKey(async (key) => {
      const sign = ['sign', 'filler-line@7', '--key', key];
      const shown = async (answers: Readonly<Record<string, Answer>>) => {
        const ran: { out: string; err: string } = { out: '', err: '' };
        await serving(
          answers,
          async (url) => {
            Object.assign(ran, await fleet(sign, { url, terminal: true, line: async () => 'no' }));
          },
          'fleet',
        );
        return ran;
      };
      const changed = (await shown(await draft(releaseKey))).out;
      assert.match(changed, /--- filler-line@6\n\+\+\+ filler-line@7\n/);
      assert.ok(changed.includes('Old filler') && changed.includes('Filler'), changed);

      const first = (await shown(await draft())).out;
      assert.match(first, /no signed release of that name before[\s\S]*--- nothing\n/);
      const forged = (await shown(await draft(keyOf(9)))).out;
      assert.match(forged, /filler-line@6 is not signed with this key[\s\S]*--- nothing\n/);

      const put: unknown[] = [];
      const altered = Buffer.from(await bundleOf([]));
      const at = altered.indexOf('"Filler"');
      assert.ok(at > 0);
      altered.write('Killer', at + 1);
      const swapped = {
        ...(await draft()),
        'GET releases/filler-line/7/bundle': bytes(altered),
        [`PUT ${route}`]: taking(answered, put),
      };
      await serving(
        swapped,
        async (url) => assert.match((await fleet([...sign, '--yes'], { url })).err, /release\.blob-digest/),
        'fleet',
      );
      const other = {
        ...(await draft()),
        'GET releases/filler-line/7/bundle': bytes(await bundleOf([keyOf(9)])),
        [`PUT ${route}`]: taking(answered, put),
      };
      await serving(
        other,
        async (url) => assert.match((await fleet([...sign, '--yes'], { url })).err, /cli\.other-manifest/),
        'fleet',
      );
      assert.deepEqual(put, []);
    }));

  it('tells modules apart by their bytes too', () => {
    const part = (name: string, version: string, digest: string) =>
      ({ role: 'module', name, version, digest, size: 1, origin: 'registry' }) as never;
    const parts = (...all: never[]) => ({ parts: all });
    const before = parts(part('a', '1.0.0', 'x'), part('b', '1.0.0', 'x'), part('c', '1.0.0', 'x'));
    const after = parts(part('a', '1.0.0', 'x'), part('b', '1.0.0', 'y'), part('d', '2.0.0', 'x'));
    assert.deepEqual(modulesBetween(before, after), [
      { name: 'b', before: '1.0.0 (sha256 x)', after: '1.0.0 (sha256 y)' },
      { name: 'c', before: '1.0.0' },
      { name: 'd', after: '2.0.0' },
    ]);
    assert.deepEqual(modulesBetween(before, before), []);
  });

  it('signs a file without any hub', () =>
    withKey(async (key, path) => {
      writeFileSync(path('manifest'), `${manifestText([])}\n`);
      const args = ['sign', path('manifest'), '--key', key, '--yes'];
      assert.match((await fleet(args)).err, /--output/);
      const { code } = await fleet([...args, '--output', path('signed')]);
      assert.equal(code, 0);
      openDocument(manifestDocument, readFileSync(path('signed'), 'utf8'), signers);
      assert.match(
        (await fleet(['sign', path('none'), '--key', key, '--output', path('x')])).err,
        /cli\.manifest-unreadable/,
      );
      assert.match((await fleet(['sign', 'a@1', '--key', path('none')])).err, /cli\.key-unreadable/);
    }));

  it('signs a trust, and says whose keys come and go', () =>
    withKey(async (key) => {
      const put: unknown[] = [];
      const before = trustText(trustOf(1, releaseKey, hubKey), [releaseKey, hubKey]);
      const draft = trustText(trustOf(2, releaseKey, keyOf(3)), [hubKey, keyOf(3)]);
      const answers = {
        'GET hub/trust': json({ chain: [before], draft }),
        'PUT hub/trust': taking({ mode: 'elsewhere', trust: 2 }, put),
      };
      await serving(
        answers,
        async (url) => {
          const { code, out, err } = await fleet(['trust', 'sign', '--key', key, '--yes'], { url });
          assert.deepEqual([code, err], [0, '']);
          assert.ok(out.includes(`${fingerprintOf(keyOf(3).public.keyid).slice(0, 39)}`), out);
          assert.match(out.replace(/\s+/g, ' '), /\(new\).*\(counts no more\)/);
          assert.match(out, /Version 2 of the trust is signed, and sent to the hub\.\n$/);
          const shown = await fleet(['trust', 'show'], { url });
          assert.match(shown.out, /version 1,[\s\S]*version 2,[\s\S]*waits for a signature/);
        },
        'fleet',
      );
      const [{ envelope }] = put as [{ envelope: string }];
      openDocument(trustDocument, envelope, signers);
    }));

  it('signs no trust that does not name its key, and none where none waits', () =>
    withKey(async (key) => {
      const draft = trustText(trustOf(1, keyOf(4), hubKey), [hubKey]);
      const sign = ['trust', 'sign', '--key', key, '--yes'];
      await serving(
        { 'GET hub/trust': json({ chain: [], draft }) },
        async (url) => assert.match((await fleet(sign, { url })).err, /cli\.key-not-named/),
        'fleet',
      );
      await serving(
        { 'GET hub/trust': json({ chain: [] }) },
        async (url) => assert.match((await fleet(sign, { url })).out, /No trust waits/),
        'fleet',
      );
    }));
});
