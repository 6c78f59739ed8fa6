import type { LocalDatabase, ReadableDatabase } from '@millwright/store';
import { sql } from 'kysely';
import type { Sealer } from './seal.ts';
import type { Tables } from './tables.ts';

/** What a content is: part of its address, so that no content can stand for one of another kind. */
export type Purpose = 'part' | 'runs' | 'credentials' | 'modules' | 'settings';

export interface PutContent {
  readonly id: number;
  /** What it added to the file; 0 if it was there. */
  readonly bytes: number;
}

/** Contents, each kept once, whoever refers to it. Reading checks the digest. */
export interface ReadableContents {
  /** @returns undefined if it is not there, or not what was put */
  get(sealer: Sealer, purpose: Purpose, id: number): Promise<string | undefined>;
  /** The addresses of contents in hex, in the order of the ids; undefined unless all are there. */
  addresses(ids: readonly number[]): Promise<string[] | undefined>;
}

export interface Contents extends ReadableContents {
  /** Only inside a write. */
  put(sealer: Sealer, purpose: Purpose, text: string): Promise<PutContent>;
}

export function openContents(database: LocalDatabase<Tables>): Contents {
  const { query } = database;
  return {
    ...readContents(database),

    async put(sealer, purpose, text) {
      const address = sealer.address(purpose, text);
      const known = await query
        .selectFrom('content')
        .select('id')
        .where('address', '=', address)
        .executeTakeFirst();
      if (known) return { id: known.id, bytes: 0 };
      const data = sealer.seal(address, text);
      const { id } = await query
        .insertInto('content')
        .values({ address, data })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id, bytes: data.length + address.length };
    },
  };
}

export function readContents({ query }: Pick<ReadableDatabase<Tables>, 'query'>): ReadableContents {
  return {
    async get(sealer, purpose, id) {
      const row = await query
        .selectFrom('content')
        .select(['address', 'data'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return undefined;
      const address = Buffer.from(row.address);
      const text = sealer.unseal(address, row.data);
      return text !== undefined && sealer.address(purpose, text).equals(address) ? text : undefined;
    },

    async addresses(ids) {
      const rows = await query
        .selectFrom('content')
        .select(['id', 'address'])
        .where('id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
        .execute();
      const found = new Map(rows.map(({ id, address }) => [id, Buffer.from(address).toString('hex')]));
      const addresses = ids.map((id) => found.get(id));
      return addresses.every((address) => address !== undefined) ? addresses : undefined;
    },
  };
}
