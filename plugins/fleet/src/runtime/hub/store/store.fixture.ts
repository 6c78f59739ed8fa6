import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundled, Postgres, requirePeer } from '@millwright/testing';
import { after, afterEach, before, beforeEach, describe } from 'mocha';
import { type FleetStore, openStore } from './open-store.ts';
import type { PostgresAddress } from './postgres-store.ts';

const worker = pathToFileURL(bundled(join(import.meta.dirname, '../../worker.ts')));

export interface OpenedStore {
  readonly store: FleetStore;
  /** The same store once more, as after a restart. */
  readonly again: () => FleetStore;
}

/** Describes the same for SQLite with its real thread, and for a real PostgreSQL: a fresh store for each test. */
export function describeStores(what: string, tests: (opened: () => OpenedStore) => void): void {
  describe(`${what}, in SQLite`, () => {
    let directory: string;
    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), 'millwright-fleet-'));
    });
    suite(() => ({ directory: () => directory }), tests);
    afterEach(() => rmSync(directory, { recursive: true, force: true }));
  });

  describe(`${what}, in PostgreSQL`, () => {
    let postgres: Postgres | undefined;
    let address: PostgresAddress;
    before(async function () {
      this.timeout(60_000);
      postgres = new Postgres(requirePeer(this, 'postgres'));
      await postgres.start();
    });
    beforeEach(() => {
      if (postgres) address = { ...postgres.makeDatabase(), ssl: false };
    });
    suite(() => ({ directory: () => '', postgres: address }), tests);
    after(() => postgres?.remove());
  });
}

type Place = Pick<Parameters<typeof openStore>[0], 'directory' | 'postgres'>;

function suite(place: () => Place, tests: (opened: () => OpenedStore) => void): void {
  const open: FleetStore[] = [];
  const openOne = (): FleetStore => {
    const store = openStore({ ...place(), worker, onCrash: () => undefined });
    open.push(store);
    return store;
  };
  let opened: OpenedStore;
  beforeEach(() => {
    opened = { store: openOne(), again: openOne };
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()));
  });
  tests(() => opened);
}
