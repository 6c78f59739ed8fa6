import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogInProvider } from '@millwright/runtime';
import { accessErrors } from '../../common/errors.ts';
import { type Guard, guardFormat, guardKey } from './guard.ts';
import { linkToSecure, secureIsOutdated } from './link.ts';

const provider = (): LogInProvider => ({
  user: async () => null,
  authenticate: async () => null,
  token: async () => null,
});

function placeWith(format: number): { readonly place: object; readonly guard: Guard } {
  const guard: Guard = { format, ready: false, problem: undefined, provider: undefined };
  return { place: { [Symbol.for(guardKey)]: guard }, guard };
}

describe('the link to secure.cjs', () => {
  it('is not there without it', () => {
    assert.equal(linkToSecure({}), undefined);
  });

  it('opens, and closes when it is disposed of', () => {
    const { place, guard } = placeWith(guardFormat);
    const mine = provider();
    const close = linkToSecure(place)?.open(mine);
    assert.deepEqual([guard.ready, guard.provider], [true, mine]);
    close?.();
    close?.();
    assert.deepEqual([guard.ready, guard.provider], [false, undefined]);
  });

  it('stays open for the copy that took over', () => {
    const { place, guard } = placeWith(guardFormat);
    const closeFormer = linkToSecure(place)?.open(provider());
    const later = provider();
    linkToSecure(place)?.open(later);
    closeFormer?.();
    assert.deepEqual([guard.ready, guard.provider], [true, later]);
  });

  it('stays closed and says which of both is too old', () => {
    for (const [format, older] of [
      [guardFormat - 1, 'secure.cjs'],
      [guardFormat + 1, 'package'],
    ] as const) {
      const { place, guard } = placeWith(format);
      assert.throws(() => linkToSecure(place), accessErrors.guardFormat.is);
      assert.equal(guard.ready, false);
      assert.equal(guard.problem, accessErrors.guardFormat({ older }).message);
    }
  });

  it('says why it stays closed, until it opens', () => {
    const { place, guard } = placeWith(guardFormat);
    const link = linkToSecure(place);
    link?.fail(accessErrors.guardOutdated());
    assert.equal(guard.problem, accessErrors.guardOutdated().message);
    link?.open(provider());
    assert.equal(guard.problem, undefined);
  });
});

const own = join(import.meta.dirname, '../../plain');

describe('secure.cjs, which can import nothing', () => {
  const text = readFileSync(join(own, 'secure.cjs'), 'utf8');

  it('is of the format of this package, and answers with a code of the table', () => {
    assert.ok(text.includes(`\nconst format = ${guardFormat};\n`));
    assert.ok(text.includes(`'${accessErrors.notGuarded.code}'`));
    assert.ok(text.includes(`Symbol.for('${guardKey}')`));
  });
});

describe('the secure.cjs on disk', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-secure-'));
  });
  after(() => rmSync(directory, { recursive: true }));

  it('is outdated when it is another than that of the package', () => {
    assert.equal(secureIsOutdated(directory, own), false, 'it may lie elsewhere');
    writeFileSync(join(directory, 'secure.cjs'), '// of another time\n');
    assert.equal(secureIsOutdated(directory, own), true);
    assert.equal(secureIsOutdated(own, own), false);
  });
});
