import type { LocalDatabase, ReadableDatabase, Sealer } from '@millwright/store';
import { sql } from 'kysely';
import { applyDifference, difference } from './difference.ts';
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
  /**
   * Only inside a write.
   *
   * @param former looks up a content from which this one may differ little; only asked if it is new
   */
  put(
    sealer: Sealer,
    purpose: Purpose,
    text: string,
    former?: () => Promise<number | undefined>,
  ): Promise<PutContent>;
}

export function openContents(database: LocalDatabase<Tables>): Contents {
  const { query } = database;
  return {
    ...readContents(database),

    async put(sealer, purpose, text, former = async () => undefined) {
      const address = sealer.address(purpose, text);
      const known = await query
        .selectFrom('content')
        .select('id')
        .where('address', '=', address)
        .executeTakeFirst();
      if (known) return { id: known.id, bytes: 0 };
      const whole = sealer.seal(address, text);
      const short = await asDifference(query, sealer, { address, text, former: await former() });
      const { data, base } =
        short && short.data.length * worthwhile < whole.length ? short : { data: whole, base: null };
      const { id } = await query
        .insertInto('content')
        .values({ address, data, base })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id, bytes: data.length + address.length };
    },
  };
}

/** A difference that takes more than a quarter of the whole is not kept as one: then the next ones are small again. */
const worthwhile = 4;

interface NewContent {
  readonly address: Buffer;
  readonly text: string;
  /** What it may differ little from. */
  readonly former: number | undefined;
}

async function asDifference(
  query: Query,
  sealer: Sealer,
  { address, text, former }: NewContent,
): Promise<{ readonly data: Buffer; readonly base: number } | undefined> {
  const row = former === undefined ? undefined : await rowOf(query, former);
  // Never of a difference: whatever is read takes two steps at most.
  const whole = row && row.base !== null ? await rowOf(query, row.base) : row;
  const base = whole && sealer.unseal(Buffer.from(whole.address), whole.data);
  if (!whole || base === undefined) return undefined;
  return { data: sealer.seal(address, difference(base, text)), base: whole.id };
}

type Query = ReadableDatabase<Tables>['query'];

const rowOf = (query: Query, id: number) =>
  query.selectFrom('content').selectAll().where('id', '=', id).executeTakeFirst();

async function textOf(query: Query, sealer: Sealer, id: number): Promise<string | undefined> {
  const row = await rowOf(query, id);
  const data = row && sealer.unseal(Buffer.from(row.address), row.data);
  if (!row || row.base === null || data === undefined) return data;
  const whole = await rowOf(query, row.base);
  const base = whole && whole.base === null && sealer.unseal(Buffer.from(whole.address), whole.data);
  return base === false || base === undefined ? undefined : applyDifference(base, data);
}

export function readContents({ query }: Pick<ReadableDatabase<Tables>, 'query'>): ReadableContents {
  return {
    async get(sealer, purpose, id) {
      const row = await query.selectFrom('content').select('address').where('id', '=', id).executeTakeFirst();
      const text = row && (await textOf(query, sealer, id));
      if (!row || text === undefined) return undefined;
      return sealer.address(purpose, text).equals(row.address) ? text : undefined;
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
