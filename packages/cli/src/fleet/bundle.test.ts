import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { fingerprintOf, trustChainText } from '@millwright/release';
import { json, serving } from '../instance/server.fixture.ts';
import {
  bundleOf,
  fleet,
  hubKey,
  inScratch,
  keyOf,
  manifestText,
  releaseKey,
  trustOf,
  trustText,
} from './hub.fixture.ts';

const key = releaseKey.public.text;

describe('millwright fleet show', () => {
  const showing = (
    bundle: Uint8Array,
    work: (
      show: (...args: string[]) => ReturnType<typeof fleet>,
      path: (name: string) => string,
    ) => Promise<void>,
  ) =>
    inScratch(async (path) => {
      writeFileSync(path('a.mwrelease'), bundle);
      await work((...args) => fleet(['show', path('a.mwrelease'), ...args]), path);
    });

  it('says what is in a release, and whether the key that is given signed it', async () =>
    showing(await bundleOf([releaseKey]), async (show) => {
      const { code, out } = await show('--key', key);
      assert.equal(code, 0);
      assert.match(out, /Release +filler-line, version 7\n/);
      assert.ok(
        out.replace(/\s+/g, ' ').includes(`● Whole, and signed by ${fingerprintOf(releaseKey.public.keyid)}`),
        out,
      );
      const unsaid = await show();
      assert.equal(unsaid.code, 1);
      assert.match(unsaid.out, /▲ Whole, but nobody said who should have signed it/);
      const other = await show('--key', keyOf(5).public.text);
      assert.equal(other.code, 1);
      assert.match(other.out, /■ [\s\S]*release\.wrong-key/);
      const { whole, signers, problem, manifest } = JSON.parse((await show('--key', key, '--json')).out);
      assert.deepEqual(
        [whole, signers, problem, manifest.version],
        [true, [releaseKey.public.keyid], undefined, 7],
      );
    }));

  it('follows a trust to the one that the release brings along', async () => {
    const next = keyOf(6);
    const first = trustText(trustOf(1, releaseKey, hubKey), [releaseKey, hubKey]);
    const second = trustText(trustOf(2, next, hubKey), [releaseKey, next, hubKey]);
    await showing(await bundleOf([next], trustChainText([second])), async (show, path) => {
      writeFileSync(path('trust'), trustChainText([first]));
      assert.equal((await show('--trust', path('trust'))).code, 0);
      writeFileSync(path('empty'), '');
      for (const file of ['empty', 'none']) {
        const { code, err } = await show('--trust', path(file));
        assert.deepEqual([code, /cli\.trust-unreadable/.test(err)], [2, true]);
      }
    });
    await showing(await bundleOf([next]), async (show, path) => {
      writeFileSync(path('trust'), trustChainText([first]));
      assert.match((await show('--trust', path('trust'))).out, /release\.wrong-key/);
    });
  });

  it('says what is wrong with one that is altered, cut off or unsigned', async () => {
    const whole = await bundleOf([releaseKey]);
    const altered = Buffer.from(whole);
    const at = altered.length - 1024 - 300;
    altered[at] = (altered[at] ?? 0) ^ 1;
    await showing(altered, async (show) => {
      const { code, out } = await show('--key', key);
      assert.equal(code, 1);
      assert.match(out, /^■ .*\(release\.(blob|bundle)-/s);
    });
    await showing(whole.subarray(0, -600), async (show) =>
      assert.match((await show('--key', key)).out, /release\.bundle-cut/),
    );
    await showing(await bundleOf([]), async (show) => {
      assert.match((await show()).out, /nobody has signed it/);
      assert.match((await show('--key', key)).out, /release\.unsigned/);
    });
    const { code, err } = await fleet(['show', '/nowhere/a.mwrelease']);
    assert.deepEqual([code, /cli\.bundle-unreadable/.test(err)], [2, true]);
  });
});

describe('millwright fleet export', () => {
  const routes = (bundle: Uint8Array) => ({
    'GET releases/filler-line/7/manifest': json({ envelope: manifestText([releaseKey]) }),
    'GET releases/filler-line/7/bundle': (_request: unknown, response: { end(bytes: Uint8Array): unknown }) =>
      void response.end(bundle),
  });

  it('writes the whole release, and never over a file that is there', async () => {
    const bundle = await bundleOf([releaseKey]);
    await inScratch((path) =>
      serving(
        routes(bundle),
        async (url) => {
          const args = ['export', 'filler-line@7', '--output', path('out')];
          const { code, out, err } = await fleet(args, { url });
          assert.deepEqual([code, err], [0, '']);
          assert.match(out, /filler-line@7 is in/);
          assert.deepEqual(readFileSync(path('out')), bundle);
          assert.match((await fleet(args, { url })).err, /cli\.output-unwritable/);
          assert.deepEqual(readFileSync(path('out')), bundle);
        },
        'fleet',
      ),
    );
  });

  it('keeps nothing of what is not whole, or another release', async () => {
    const cut = (await bundleOf([releaseKey])).subarray(0, -700);
    for (const [bundle, code] of [
      [cut, /release\.bundle-cut/],
      [await bundleOf([keyOf(7)]), /cli\.other-manifest/],
    ] as const)
      await inScratch((path) =>
        serving(
          routes(bundle),
          async (url) => {
            const ran = await fleet(['export', 'filler-line@7', '--output', path('out')], { url });
            assert.match(ran.err, code);
            assert.throws(() => statSync(path('out')), /ENOENT/);
          },
          'fleet',
        ),
      );
  });

  it('says that a release is not there', () =>
    inScratch((path) =>
      serving(
        {
          'GET releases/filler-line/7/manifest': json(
            { code: 'fleet.no-release', message: 'There is none' },
            404,
          ),
        },
        async (url) => {
          const ran = await fleet(['export', 'filler-line@7', '--output', path('out')], { url });
          assert.match(ran.err, /There is none \(fleet\.no-release\)/);
          assert.match((await fleet(['export', 'filler-line'], { url })).err, /<name>@<version>/);
        },
        'fleet',
      ),
    ));
});
