import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Checkpoint, findCheckpoints, type Verdict } from '@millwright/ledger';
import { isCodedError } from '@millwright/schema';
import { count } from '@millwright/testing';
import { Random } from '../faults/random.ts';
import { searchedWords } from './drafts.ts';
import { byteMutations } from './tamper/bytes.ts';
import { Hand, type Mutation } from './tamper/hand.ts';
import { keyMutations } from './tamper/key-mutations.ts';
import { makeTestLog, type TestLog } from './tamper/log.ts';
import { tryReadOut } from './tamper/readout.ts';
import { besideMutations, rowMutations } from './tamper/row-mutations.ts';
import { schemaMutations } from './tamper/schema-mutations.ts';
import { verdictOn } from './verdict.ts';

describe('a log that was tampered with', function () {
  const mutations = count('mutations', { quick: 300, full: 10_000 });
  this.timeout(mutations * 200 + 60_000);
  const random = new Random();
  let directory: string;
  let log: TestLog;
  let anchors: readonly Checkpoint[];
  let original: string;

  before(async () => {
    console.log(`    SEED=${random.seed}`);
    directory = mkdtempSync(join(tmpdir(), 'millwright-tamper-'));
    log = await makeTestLog(80);
    anchors = findCheckpoints(log.anchor);
    original = onCopy(log.file, (database) => tryReadOut(database, log.covered, searchedWords));
  });
  after(() => rmSync(directory, { recursive: true }));

  const file = (): string => join(directory, 'audit.db');

  /** Puts a file of these bytes there, with nothing left of the one before. */
  function put(bytes: Uint8Array, wal?: Uint8Array): void {
    for (const suffix of ['-wal', '-shm', '-journal']) rmSync(file() + suffix, { force: true });
    writeFileSync(file(), bytes);
    if (wal) writeFileSync(`${file()}-wal`, wal);
  }

  /** Works on the file that is there. */
  function open<Result>(work: (database: DatabaseSync) => Result): Result {
    const database = new DatabaseSync(file());
    // Whoever tampers does not keep to what SQLite thinks wise. Only newer releases of Node have it.
    (database as { enableDefensive?: (active: boolean) => void }).enableDefensive?.(false);
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  function onCopy<Result>(
    bytes: Uint8Array,
    work: (database: DatabaseSync) => Result,
    wal?: Uint8Array,
  ): Result {
    put(bytes, wal);
    return open(work);
  }

  /** What the verifier says; a file that is no database of a log at all is found as well. */
  function verdict(database: DatabaseSync, kept: readonly Checkpoint[] = anchors): Verdict | string {
    try {
      return verdictOn(database, { anchors: kept });
    } catch (error) {
      if (isCodedError(error)) return error.code;
      throw error;
    }
  }

  it('is not what a log is that nobody has touched, whatever anchors there are', () => {
    onCopy(log.file, (database) => {
      const sound = verdict(database);
      assert.ok(typeof sound !== 'string' && sound.result === 'ok', JSON.stringify(sound));
      assert.equal(sound.anchored, log.covered);
    });
    onCopy(
      log.live.file,
      (database) => assert.equal(tryReadOut(database, log.covered, searchedWords), original),
      log.live.wal,
    );
    for (let kept = 1; kept < anchors.length; kept++)
      onCopy(log.file, (database) => {
        const sound = verdict(database, anchors.slice(kept - 1, kept));
        assert.ok(typeof sound !== 'string' && sound.result === 'ok', JSON.stringify(sound));
        assert.equal(sound.anchored, anchors[kept - 1]?.size);
      });
  });

  const byHand: readonly Mutation[] = [
    ...rowMutations,
    ...besideMutations,
    ...schemaMutations,
    ...keyMutations,
  ];

  it('is found wherever rows, tables or keys were changed', () => {
    const rounds = Math.ceil(mutations / 2 / byHand.length);
    for (let round = 0; round < rounds; round++)
      for (const { name, apply } of byHand) {
        const named = onCopy(log.file, (database) => {
          database.exec('pragma synchronous = off; pragma journal_mode = memory');
          return apply(new Hand(random, database, log));
        });
        // A single anchor, the newest, has to do as well as all of them.
        const kept = round % 2 === 0 ? anchors : anchors.slice(-1);
        const found = open((database) => verdict(database, kept));
        const what = `${name}: ${JSON.stringify(found)}`;
        assert.ok(typeof found !== 'string' && found.result === 'tampered', what);
        const names = found.faults.some(
          ({ seq, from = seq, to = seq }) =>
            named === undefined || (from !== undefined && to !== undefined && from <= named && named <= to),
        );
        assert.ok(names, `event ${named} is named, ${what}`);
      }
    console.log(`    ${rounds * byHand.length} changes in ${byHand.length} ways, all found`);
  });

  it('is found wherever bytes were changed and anybody could read something else', () => {
    const rounds = Math.ceil(mutations / 4 / byteMutations.length);
    const seen = { found: 0, harmless: 0 };
    const look = (name: string, bytes: Uint8Array, wal?: Uint8Array): void => {
      const found = onCopy(bytes, (database) => verdict(database), wal);
      const isFound = typeof found === 'string' || found.result === 'tampered';
      seen[isFound ? 'found' : 'harmless'] += 1;
      // Of what is found it does not matter what can be read in it.
      if (isFound) return;
      const read = onCopy(bytes, (database) => tryReadOut(database, log.covered, searchedWords), wal);
      assert.equal(read, original, `${name}: ${JSON.stringify(found)}`);
    };
    for (let round = 0; round < rounds; round++)
      for (const { name, apply } of byteMutations) {
        look(name, apply(log.file, random));
        // While it is being written, what is new is beside it.
        look(`${name}, of the write-ahead log`, log.live.file, apply(log.live.wal, random));
      }
    console.log(
      `    ${seen.found} damaged files found, ${seen.harmless} where nothing can be read otherwise`,
    );
  });
});
