import assert from 'node:assert/strict';
import { createHash, hash } from 'node:crypto';
import fc from 'fast-check';
import { ledgerErrors } from './errors.ts';
import { consistencyPath, inclusionPath, isConsistent, type RootOf, rootOfPath } from './path.ts';
import {
  type Digest,
  emptyRoot,
  Frontier,
  joinDigests,
  leafDigest,
  levelsOf,
  nodeDigest,
  sameDigest,
  splitDigests,
} from './tree.ts';

const hex = (digest: Digest): string => Buffer.from(digest).toString('hex');
const bytes = (text: string): Digest => Buffer.from(text, 'hex');

/** As the RFC defines it, and as slow. */
function naiveRoot(leaves: readonly Digest[]): Digest {
  if (leaves.length < 2) return leaves[0] ?? emptyRoot;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeDigest(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}
const rootsOf =
  (leaves: readonly Digest[]): RootOf =>
  (from, to) =>
    naiveRoot(leaves.slice(from, to));

function frontierOf(leaves: readonly Digest[]): Frontier {
  const frontier = new Frontier();
  for (const leaf of leaves) frontier.append(leaf);
  return frontier;
}

const arbitraryLeaves = (most: number) =>
  fc.nat(most).map((count) => Array.from({ length: count }, (_, index) => leafDigest(String(index))));

/**
 * Those that Certificate Transparency has tested its trees with since 2013.
 *
 * @see https://github.com/transparency-dev/merkle/tree/main/testonly
 */
const reference = {
  leaves: ['', '\0', '\x10', ' !', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno'],
  roots: [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ],
  inclusion: [
    { index: 0, size: 1, path: [] },
    { index: 1, size: 2, path: ['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'] },
    { index: 2, size: 3, path: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'] },
    {
      index: 1,
      size: 5,
      path: [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    },
    {
      index: 5,
      size: 8,
      path: [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    },
  ],
  consistency: [
    { from: 1, to: 1, path: [] },
    {
      from: 1,
      to: 8,
      path: [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    },
    {
      from: 2,
      to: 5,
      path: [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    },
    {
      from: 6,
      to: 8,
      path: [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    },
  ],
} as const;

describe('the tree', () => {
  const leaves = reference.leaves.map(leafDigest);

  it('is that of Certificate Transparency: roots and paths', () => {
    for (const [size, root] of reference.roots.entries()) {
      assert.equal(hex(frontierOf(leaves.slice(0, size)).root()), root);
    }
    for (const { index, size, path } of reference.inclusion) {
      assert.deepEqual(inclusionPath(index, size, rootsOf(leaves)).map(hex), path);
      const root = rootOfPath(index, size, leaves[index] as Digest, path.map(bytes));
      assert.equal(root && hex(root), reference.roots[size]);
    }
    for (const { from, to, path } of reference.consistency) {
      assert.deepEqual(consistencyPath(from, to, rootsOf(leaves)).map(hex), path);
      const trees = [from, to].map((size) => ({ size, root: bytes(reference.roots[size] ?? '') }));
      assert.ok(isConsistent(trees[0] as never, trees[1] as never, path.map(bytes)));
    }
  });

  /** @see draft-ietf-plants-merkle-tree-certs, appendix "Subtree Test Vectors" */
  it('is that of the drafts for certificates in trees: every subtree of 130 leaves, and every path in it', () => {
    const entries = Array.from({ length: 130 }, (_, value) => hash('sha256', Buffer.of(0, value), 'buffer'));
    const known = new Map<string, Digest>();
    const rootOf: RootOf = (from, to) => {
      const root = known.get(`${from}-${to}`) ?? frontierOf(entries.slice(from, to)).root();
      known.set(`${from}-${to}`, root);
      return root;
    };
    const roots = createHash('sha256');
    const paths = createHash('sha256');
    for (let end = 1; end <= entries.length; end += 1) {
      for (let start = 0; start < end; start += 1) {
        let width = 1;
        while (width < end - start) width *= 2;
        if (start % width !== 0) continue;
        roots.update(`[${start}, ${end}) ${hex(rootOf(start, end))}\n`);
        for (let index = start; index < end; index += 1) {
          const path = inclusionPath(index - start, end - start, (from, to) =>
            rootOf(start + from, start + to),
          );
          paths.update(`${index} [${start}, ${end})${path.map((digest) => ` ${hex(digest)}`).join('')}\n`);
        }
      }
    }
    assert.equal(roots.digest('hex'), '94a95384a8c69acea9b50d035a58285b3a777cb7a724005faa5e1f1e1190007f');
    assert.equal(paths.digest('hex'), 'ac2a8f989e44d99e399db448050ff5f19757df53cfb716aa81015d3955d8163f');
  });

  it('has the root that the RFC defines, leaf by leaf, from what was kept, and from whole subtrees', () => {
    fc.assert(
      fc.property(arbitraryLeaves(200), fc.nat(), (all, at) => {
        const size = at % (all.length + 1);
        const kept = frontierOf(all.slice(0, size));
        const frontier = Frontier.from(size, splitDigests(joinDigests(kept.digests())));
        for (const leaf of all.slice(size)) frontier.append(leaf);
        assert.equal(hex(frontier.root()), hex(naiveRoot(all)));
        const folded = new Frontier();
        for (const level of levelsOf(all.length)) {
          const position = folded.size / 2 ** level;
          const digest = naiveRoot(all.slice(folded.size, folded.size + 2 ** level));
          folded.appendSubtree({ level, position, digest });
        }
        assert.deepEqual([folded.size, hex(folded.root())], [all.length, hex(naiveRoot(all))]);
      }),
    );
  });

  it('refuses what cannot be one', () => {
    const [leaf = emptyRoot] = leaves;
    assert.throws(() => Frontier.from(3, [leaf]), ledgerErrors.treeInvalid.is);
    assert.throws(() => Frontier.from(1, [leaf.subarray(1)]), ledgerErrors.treeInvalid.is);
    assert.throws(() => splitDigests(Buffer.alloc(33)), ledgerErrors.treeInvalid.is);
    const frontier = frontierOf([leaf]);
    for (const [level, position] of [
      [0, 0],
      [0, 2],
      [1, 0],
      [1, 1],
    ] as const)
      assert.throws(
        () => frontier.appendSubtree({ level, position, digest: leaf }),
        ledgerErrors.treeInvalid.is,
      );
  });

  it('counts beyond what bits of JavaScript hold', () => {
    const size = 2 ** 40 + 5;
    assert.deepEqual(levelsOf(size), [40, 2, 0]);
    const [a = emptyRoot, b = emptyRoot, c = emptyRoot] = leaves;
    const frontier = Frontier.from(size, [a, b, c]);
    frontier.append(a);
    assert.equal(hex(frontier.root()), hex(nodeDigest(a, nodeDigest(b, nodeDigest(c, a)))));
    const path = inclusionPath(size, size + 1, (from, to) => (from === 0 ? a : to - from === 4 ? b : c));
    const root = rootOfPath(size, size + 1, a, path);
    assert.equal(root && hex(root), hex(frontier.root()));
  });
});

describe('paths', () => {
  const changed = (digest: Digest, at: number): Digest => {
    const copy = Buffer.from(digest);
    copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ 1;
    return copy;
  };

  it('show that a leaf is in a tree, and no other path, leaf, index or size does', () => {
    fc.assert(
      fc.property(arbitraryLeaves(100), fc.nat(), fc.nat(), (all, pick, at) => {
        fc.pre(all.length > 0);
        const [size, index] = [all.length, pick % all.length];
        const leaf = all[index] as Digest;
        const root = naiveRoot(all);
        const path = inclusionPath(index, size, rootsOf(all));
        const leads = (...[i, n, from, by]: Parameters<typeof rootOfPath>): boolean => {
          const found = rootOfPath(i, n, from, by);
          return found !== undefined && sameDigest(found, root);
        };
        assert.ok(leads(index, size, leaf, path));
        assert.equal(leads(index, size, changed(leaf, at), path), false);
        assert.equal(leads(size, size, leaf, path), false);
        for (let other = 0; other < size; other += 1)
          if (other !== index) assert.equal(leads(other, size, leaf, path), false);
        assert.equal(leads(index, size, leaf, [...path, leaf]), false);
        if (path.length === 0) return;
        const where = at % path.length;
        assert.equal(leads(index, size, leaf, path.toSpliced(where, 1)), false);
        assert.equal(leads(index, size, leaf, path.with(where, changed(path[where] as Digest, at))), false);
      }),
    );
  });

  it('show that a tree begins with a smaller one, and with no other', () => {
    fc.assert(
      fc.property(arbitraryLeaves(100), fc.nat(), fc.nat(), (all, pick, at) => {
        fc.pre(all.length > 0);
        const size = 1 + (pick % all.length);
        const after = { size: all.length, root: naiveRoot(all) };
        const before = { size, root: naiveRoot(all.slice(0, size)) };
        const path = consistencyPath(size, all.length, rootsOf(all));
        assert.ok(isConsistent(before, after, path));
        assert.equal(isConsistent({ ...before, root: changed(before.root, at) }, after, path), false);
        assert.equal(isConsistent(before, { ...after, root: changed(after.root, at) }, path), false);
        assert.equal(isConsistent(before, after, [...path, before.root]), false);
        if (size < all.length) assert.equal(isConsistent(after, before, path), false);
        if (path.length === 0) return;
        const where = at % path.length;
        assert.equal(isConsistent(before, after, path.toSpliced(where, 1)), false);
        assert.equal(
          isConsistent(before, after, path.with(where, changed(path[where] as Digest, at))),
          false,
        );
      }),
    );
    assert.ok(isConsistent({ size: 0, root: emptyRoot }, { size: 3, root: emptyRoot }, []));
  });
});
