import { parseAddress, type S7Tag } from '@millwright/s7';
import { S7Client, S7Table, type S7TableOptions, type TableReadOptions } from '@millwright/s7/client';

/** A client of a server, and tables of its tags. */
export class TableScene {
  readonly client: S7Client;
  readonly terms: TableReadOptions = { source: 'test', signal: new AbortController().signal };

  constructor(port: number) {
    this.client = new S7Client({
      host: '127.0.0.1',
      port,
      rack: 0,
      slot: 1,
      timeout: 20_000,
      connectTimeout: 20_000,
      policy: { firstDelay: 10, longestDelay: 50 },
    });
    this.client.connection.need();
  }

  table(tags: readonly S7Tag[], options: Partial<S7TableOptions> = {}): S7Table {
    return new S7Table({ client: this.client, tags, ...options });
  }

  /** How many requests something takes. */
  async requestsOf(run: () => Promise<unknown>): Promise<number> {
    const before = this.client.snapshot().requests;
    await run();
    return this.client.snapshot().requests - before;
  }

  end(): Promise<void> {
    return this.client.close();
  }
}

/** A tag by its address, named so unless it is said otherwise. */
export function tag(address: string, more: Partial<S7Tag> = {}): S7Tag {
  const { place, shape } = parseAddress(address);
  return { name: address, address, place, ...shape, ...more };
}

/** REALs of DB1, one every so many bytes. */
export function reals(count: number, stride: number): readonly S7Tag[] {
  return Array.from({ length: count }, (_, index) => tag(`DB1.DBD${index * stride}:REAL`));
}

/** Names of the tags whose samples, or results, are as they should be. */
export function goodOf(
  list: readonly { readonly tag: string; readonly quality: string }[],
): readonly string[] {
  return list.filter(({ quality }) => quality === 'good').map(({ tag: name }) => name);
}
