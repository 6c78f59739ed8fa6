import type { Sample, SampleValue } from '@millwright/tags';
import { DataTypeIds } from 'node-opcua-constants';
import type { BrowsePath, PathStep } from '../../address/browse-path.ts';
import { formatBrowsePath, parseBrowsePath } from '../../address/browse-path.ts';
import type { AttributeName } from '../../attributes.ts';
import type { NodeClassName } from '../../node-class.ts';
import type { OpcUaTag } from '../../tag.ts';
import type { Resolver } from '../addresses/resolver.ts';
import type { Reader } from '../read/reader.ts';
import type { CrawledNode } from './browse-options.ts';
import type { Browser } from './browser.ts';
import type { Reference } from './reference.ts';

export interface ExplorerOptions {
  readonly browser: Pick<Browser, 'browse' | 'crawl'>;
  readonly reader: Pick<Reader, 'read'>;
  readonly resolver: Resolver;
}

/** What a variable says of itself. What it does not say is missing. */
export interface VariableDetails {
  readonly address: string;
  /** The name of its data type. */
  readonly dataType?: string;
  /** @see OPC 10000-3 section 8.6 (ValueRank) */
  readonly rank?: number;
  /** What this user may do with its value. */
  readonly access?: 'none' | 'read' | 'write' | 'read-write';
  /** Its value as a sample. */
  readonly sample: Sample;
}

/** A node that a search has found, and the names of the nodes above it. */
export interface Found extends CrawledNode {
  readonly where: readonly string[];
}

type Waiting = { readonly signal: AbortSignal };

const asked = ['Value', 'DataType', 'ValueRank', 'UserAccessLevel'] as const satisfies AttributeName[];

/** The Root folder. */
const root = 'i=84';

/** The Server object tells of the server, and of thousands of details at that; nobody looks for them by name. */
const serverObject = 'i=2253';

/** No tree that people look at is deeper. */
const deepest = 40;

/** Tells people what is in a server. */
export class Explorer {
  readonly #options: ExplorerOptions;
  /** Names of data types by their address; they do not change. */
  readonly #typeNames = new Map<string, string>();

  constructor(options: ExplorerOptions) {
    this.#options = options;
  }

  /** Type, access and value of variables, in their order, in as few requests as the server's limits allow. */
  async details(addresses: readonly string[], { signal }: Waiting): Promise<readonly VariableDetails[]> {
    const tags = addresses.flatMap((address) => asked.map((attribute) => tagOf(address, attribute)));
    const { samples } = await this.#options.reader.read(tags, { signal });
    const answers = addresses.map((address, index) => {
      const [value, dataType, rank, access] = samples.slice(index * asked.length);
      return { address, value, dataType: textOf(dataType), rank: numberOf(rank), access: numberOf(access) };
    });
    const types = answers.map(({ dataType }) => dataType).filter((type) => type !== undefined);
    const names = await this.#namesOf(types, signal);
    return answers.flatMap(({ address, value, dataType, rank, access }): VariableDetails[] =>
      value === undefined
        ? []
        : [
            {
              address,
              sample: value,
              ...(dataType !== undefined && { dataType: names.get(dataType) ?? dataType }),
              ...(rank !== undefined && { rank }),
              ...(access !== undefined && { access: accessOf(access) }),
            },
          ],
    );
  }

  /** The names of data types, by their addresses; those that have none are missing. */
  typeNames(types: readonly string[], { signal }: Waiting): Promise<ReadonlyMap<string, string>> {
    return this.#namesOf(types, signal);
  }

  /** References with what the variables among them say of themselves. */
  async withDetails(
    references: readonly Reference[],
    waiting: Waiting,
  ): Promise<readonly (Reference & Partial<Omit<VariableDetails, 'address'>>)[]> {
    const variables = references.filter(({ class: of, server }) => of === 'Variable' && server === undefined);
    const details = await this.details(
      variables.map(({ address }) => address),
      waiting,
    );
    const known = new Map(details.map(({ address, ...rest }) => [address, rest]));
    return references.map((reference) => ({ ...reference, ...known.get(reference.address) }));
  }

  /**
   * The nodes from the Root folder down to one, by the first way up that there is, and that way as a path.
   * @returns no nodes where no way leads up to the Root folder
   */
  async wayTo(
    address: string,
    { signal }: Waiting,
  ): Promise<{ readonly nodes: readonly Reference[]; readonly path: string }> {
    const start = await this.#canonical(address, signal);
    const nodes: Reference[] = [];
    const seen = new Set([start]);
    let at = start;
    while (at !== root && nodes.length < deepest) {
      const { references } = await this.#options.browser.browse(at, { signal, direction: 'inverse' });
      const above = references.find((each) => !seen.has(each.address) && isInstance(each));
      if (above === undefined) return { nodes: [], path: '' };
      seen.add(above.address);
      nodes.unshift(above);
      at = above.address;
    }
    if (at !== root) return { nodes: [], path: '' };
    const last = await this.#itself(start, nodes.at(-1), signal);
    const all = last === undefined ? nodes : [...nodes, last];
    return { nodes: all, path: pathOf(all) };
  }

  /** Nodes below one whose name holds a text, whatever its case. @param isOver asked between requests: true ends it */
  async search(
    text: string,
    {
      signal,
      below,
      classes,
      most,
      isOver,
    }: Waiting & {
      readonly below: string;
      readonly classes: readonly NodeClassName[];
      readonly most: number;
      readonly isOver: () => boolean;
    },
  ): Promise<{ readonly found: readonly Found[]; readonly looked: number; readonly truncated: boolean }> {
    const sought = text.toLowerCase();
    const parents = new Map<string, { readonly name: string; readonly above: string | undefined }>();
    const crawled = await this.#options.browser.crawl(below, {
      signal,
      mostNodes: most,
      isOver,
      followed: ({ class: of, address }) =>
        (of === 'Object' || of === 'Variable' || of === 'View') && address !== serverObject,
      wanted: (node) => {
        return (
          classes.some((name) => name === node.class) &&
          (node.name.toLowerCase().includes(sought) || node.address.toLowerCase().includes(sought))
        );
      },
      met: ({ address, name, parent }) => parents.set(address, { name, above: parent }),
    });
    const whereOf = (node: CrawledNode): readonly string[] => {
      const names: string[] = [];
      for (let at = parents.get(node.parent); at !== undefined && names.length < deepest; ) {
        names.unshift(at.name);
        at = at.above === undefined ? undefined : parents.get(at.above);
      }
      return names;
    };
    const { nodes, looked, truncated } = crawled;
    return { found: nodes.map((node) => ({ ...node, where: whereOf(node) })), looked, truncated };
  }

  /** The address of a node with its namespace's URI, whatever it was given as. */
  async #canonical(address: string, signal: AbortSignal): Promise<string> {
    const place = (await this.#options.resolver.resolve([address], { signal })).get(address);
    if (place !== undefined && 'error' in place) throw place.error;
    return place === undefined ? address : this.#options.resolver.textOf(place.nodeId, place.link);
  }

  /** A node as the one above it refers to it. */
  async #itself(
    address: string,
    above: Reference | undefined,
    signal: AbortSignal,
  ): Promise<Reference | undefined> {
    if (above === undefined) return undefined;
    const { references } = await this.#options.browser.browse(above.address, { signal });
    return references.find((each) => each.address === address);
  }

  async #namesOf(types: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    for (const type of types) {
      const standard = standardName(type);
      if (standard !== undefined) this.#typeNames.set(type, standard);
    }
    const unknown = [...new Set(types)].filter((type) => !this.#typeNames.has(type));
    if (unknown.length === 0) return this.#typeNames;
    const tags = unknown.map((type) => tagOf(type, 'BrowseName'));
    const { samples } = await this.#options.reader.read(tags, { signal });
    for (const [index, type] of unknown.entries()) {
      const name = textOf(samples[index]);
      if (name !== undefined) this.#typeNames.set(type, name.replace(/^\d+:/, ''));
    }
    return this.#typeNames;
  }
}

const tagOf = (address: string, attribute: AttributeName): OpcUaTag => ({
  name: `${attribute} ${address}`,
  address,
  attribute,
  uris: true,
});

const valueIn = (sample: Sample | undefined): SampleValue | null =>
  sample?.quality === 'good' ? sample.value : null;

function textOf(sample: Sample | undefined): string | undefined {
  const value = valueIn(sample);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(sample: Sample | undefined): number | undefined {
  const value = valueIn(sample);
  return typeof value === 'number' ? value : undefined;
}

/** Types of nodes have the same components as what is made of them: the tree shows those. */
const isInstance = ({ class: of }: Reference): boolean =>
  of === 'Object' || of === 'Variable' || of === 'View';

/** @see OPC 10000-3 section 8.57 (AccessLevelType) */
function accessOf(level: number): NonNullable<VariableDetails['access']> {
  const [read, write] = [(level & 1) !== 0, (level & 2) !== 0];
  if (read && write) return 'read-write';
  return read ? 'read' : write ? 'write' : 'none';
}

function standardName(address: string): string | undefined {
  const [, number] = /^i=(\d+)$/.exec(address) ?? [];
  return number === undefined ? undefined : DataTypeIds[Number(number)];
}

/** The names of nodes from the one below Root on, as a path. */
function pathOf(nodes: readonly Reference[]): string {
  const steps = nodes.slice(1).flatMap(({ browseName }): readonly PathStep[] => {
    const parsed = parseBrowsePath(`/${browseName}`);
    return 'path' in parsed ? parsed.path.steps : [];
  });
  const path: Pick<BrowsePath, 'steps'> = { steps };
  return formatBrowsePath(path);
}
