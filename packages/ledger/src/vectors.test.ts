import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { decodeEvent, encodeEvent, tryDecodeEvent } from './canonical.ts';
import { findCheckpoints, isCheckpointOf, readCheckpoint } from './checkpoint.ts';
import type { AuditEvent } from './event.ts';
import { isHandedOver, keyForSize, readPublicKey } from './keys.ts';
import { ExportVerifier } from './lines.ts';
import { isTextSignedBy } from './note.ts';
import { isConsistent, rootOfPath } from './path.ts';
import { checkProof } from './proof.ts';
import { type PruneStatement, pruneText } from './prune-statement.ts';
import { Frontier, leafDigest } from './tree.ts';
import { readVectors, vectorNames, vectorsDirectory, vectorsText } from './vectors.fixture.ts';
import type { Verdict } from './verdict.ts';
import type { KeyRow } from './verify-keys.ts';
import { wordsOf } from './words.ts';

const fileOf = (name: string): URL => new URL(`${name}.json`, vectorsDirectory);
if (process.env['MILLWRIGHT_WRITE_VECTORS'] === '1')
  for (const name of vectorNames) writeFileSync(fileOf(name), vectorsText(name));

const bytes = (text: string): Buffer => Buffer.from(text, 'hex');
const hex = (digest: Uint8Array | undefined): string => Buffer.from(digest ?? []).toString('hex');

interface About {
  readonly about: string;
}
interface Tree {
  readonly size: number;
  readonly root: string;
  readonly frontier: readonly string[];
}

function verdictOf(lines: readonly string[], anchors: readonly string[]): Verdict {
  const verifier = new ExportVerifier({ anchors: anchors.map(readCheckpoint) });
  for (const line of lines.join('').split('\n')) verifier.line(line);
  return verifier.end();
}

describe('the vectors of the ledger', () => {
  const { records, refused } = readVectors<{
    records: { event: AuditEvent; record: string; leaf: string; words: string }[];
    refused: (About & { record: string })[];
  }>('records');
  const { trees, inclusion, consistency } = readVectors<{
    trees: Tree[];
    inclusion: { index: number; size: number; path: string[] }[];
    consistency: { from: number; to: number; path: string[] }[];
  }>('trees');

  it('are made again as they are', () => {
    for (const name of vectorNames) assert.equal(readFileSync(fileOf(name), 'utf8'), vectorsText(name), name);
  });

  it('have records', () => {
    for (const { event, record, leaf, words } of records) {
      assert.equal(encodeEvent(event), record);
      assert.deepEqual(decodeEvent(record), event);
      assert.equal(hex(leafDigest(record)), leaf);
      assert.equal(wordsOf(event), words);
    }
    for (const { about, record } of refused) assert.equal(typeof tryDecodeEvent(record), 'string', about);
  });

  it('have trees and paths', () => {
    const leaf = (index: number): Buffer => bytes(records[index]?.leaf ?? '');
    const tree = (size: number) => ({ size, root: bytes(trees[size]?.root ?? '') });
    const growing = new Frontier();
    for (const { size, root, frontier } of trees) {
      assert.equal(hex(growing.root()), root);
      assert.deepEqual(growing.digests().map(hex), frontier);
      assert.equal(hex(Frontier.from(size, frontier.map(bytes)).root()), root);
      if (size < records.length) growing.append(leaf(size));
    }
    for (const { index, size, path } of inclusion)
      assert.equal(hex(rootOfPath(index, size, leaf(index), path.map(bytes))), trees[size]?.root);
    for (const { from, to, path } of consistency)
      assert.ok(isConsistent(tree(from), tree(to), path.map(bytes)), `${from} ${to}`);
  });

  it('have keys and checkpoints', () => {
    const notes = readVectors<{
      keys: (KeyRow & { fingerprint: string })[];
      checkpoints: { size: number; root: string; time: number; epoch: number; note: string; line: string }[];
      refused: (About & { size: number; note: string })[];
    }>('notes');
    const keys = notes.keys.map(({ public: text, handover, ...key }) => ({
      ...key,
      public: readPublicKey(text),
      handover: handover ?? undefined,
    }));
    for (const key of keys) assert.equal(key.public.fingerprint, key.fingerprint);
    const [first = assert.fail(), second = assert.fail()] = keys;
    assert.ok(isHandedOver(second, first));
    for (const { size, root, time, epoch, note, line } of notes.checkpoints) {
      const checkpoint = readCheckpoint(note);
      assert.deepEqual([checkpoint.size, hex(checkpoint.root), checkpoint.time], [size, root, time]);
      const key = keyForSize(keys, size);
      assert.equal(key?.epoch, epoch);
      assert.ok(key && isCheckpointOf(checkpoint, key.public));
      assert.deepEqual(findCheckpoints(line), [checkpoint]);
    }
    for (const { about, size, note } of notes.refused) {
      const key = keyForSize(keys, size);
      assert.ok(
        findCheckpoints(note).every((checkpoint) => key && !isCheckpointOf(checkpoint, key.public)),
        about,
      );
    }
  });

  it('have proofs', () => {
    const { pin, proofs } = readVectors<{
      pin: string;
      proofs: (About & { proof: string; result: string })[];
    }>('proofs');
    for (const { about, proof, result } of proofs)
      assert.equal(checkProof(proof, { anchors: [], pin }).result, result, about);
  });

  it('have what was pruned', () => {
    const vectors = readVectors<{
      statement: PruneStatement;
      text: string;
      public: string;
      signature: string;
      anchors: string[];
      exports: (About & { lines: string[]; result: string })[];
    }>('prunes');
    const key = readPublicKey(vectors.public);
    assert.equal(pruneText(vectors.statement), vectors.text);
    assert.ok(isTextSignedBy(vectors.text, vectors.signature, key));
    for (const { about, lines, result } of vectors.exports)
      assert.equal(verdictOf(lines, vectors.anchors).result, result, about);
  });

  it('have exports', () => {
    const { anchors, exports } = readVectors<{
      anchors: string[];
      exports: (About & { lines: string[]; result: string; anchored: number })[];
    }>('exports');
    for (const { about, lines, result, anchored } of exports) {
      const verdict = verdictOf(lines, anchors);
      assert.deepEqual([verdict.result, verdict.anchored], [result, anchored], about);
    }
  });
});
