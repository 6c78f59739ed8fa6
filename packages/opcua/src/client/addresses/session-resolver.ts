import type { Clock, Connection } from '@millwright/tags';
import type { NodeId } from 'node-opcua-nodeid';
import {
  type BrowsePathResult,
  TranslateBrowsePathsToNodeIdsRequest,
  type TranslateBrowsePathsToNodeIdsResponse,
} from 'node-opcua-types';
import { type Address, parseAddress } from '../../address/address.ts';
import type { BrowsePath } from '../../address/browse-path.ts';
import { addressErrors } from '../../address/errors.ts';
import { opcuaErrors, serviceError } from '../../errors.ts';
import type { Caller, ManyService } from '../caller.ts';
import type { ServiceResponse, SessionLink } from '../session-link.ts';
import { NamespaceNews } from './namespace-news.ts';
import { localNodeId, nodeIdOf, textOfNodeId } from './node-id.ts';
import { wirePathOf } from './relative-path.ts';
import type { Resolved, Resolver } from './resolver.ts';

export interface ResolverOptions {
  readonly caller: Pick<Caller, 'callMany'>;
  readonly connection: Pick<Connection<SessionLink>, 'need' | 'link'>;
  readonly clock: Clock;
}

interface AskedPath {
  readonly text: string;
  readonly path: BrowsePath;
}

/** The last element of a path is where a target is; anything else means that the rest of it is in another server. */
const whole = 0xffff_ffff;

/** Addresses beyond this are read anew each time: nobody writes so many, but messages may bring them. */
const mostKept = 50_000;

export class SessionResolver implements Resolver {
  readonly #options: ResolverOptions;
  readonly #news: NamespaceNews;
  readonly #addresses = new Map<string, Address>();
  /** What paths led to, by session: a server that comes back may have others there. */
  readonly #paths = new WeakMap<SessionLink, Map<string, NodeId>>();

  constructor(options: ResolverOptions) {
    this.#options = options;
    this.#news = new NamespaceNews(options);
  }

  async resolve(
    addresses: Iterable<string>,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<ReadonlyMap<string, Resolved>> {
    const texts = [...new Set(addresses)];
    const release = this.#options.connection.need();
    try {
      const link = await this.#options.connection.link(signal);
      const resolved = await this.#resolvedIn(link, texts, signal);
      const lost = texts.filter((text) => isNamespaceUnknown(resolved.get(text)));
      if (lost.length === 0) return resolved;
      const before = link.facts.namespaces.length;
      await this.#news.ask(link, signal);
      if (link.facts.namespaces.length === before) return resolved;
      return new Map([...resolved, ...(await this.#resolvedIn(link, lost, signal))]);
    } finally {
      release();
    }
  }

  async #resolvedIn(
    link: SessionLink,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Resolved>> {
    const failed = await this.#askPaths(texts, link, signal);
    return new Map(texts.map((text) => [text, failed.get(text) ?? this.#resolved(text, link)]));
  }

  nodeId(text: string, link: SessionLink): NodeId {
    const address = this.#read(text);
    if (address.kind === 'node') return nodeIdOf(address, link.facts.namespaces);
    const nodeId = this.#paths.get(link)?.get(text);
    if (nodeId === undefined) throw addressErrors.pathUnresolved({ path: text });
    return nodeId;
  }

  textOf(nodeId: NodeId, link: SessionLink): string {
    return textOfNodeId(nodeId, link.facts.namespaces);
  }

  #resolved(text: string, link: SessionLink): Resolved {
    try {
      return { nodeId: this.nodeId(text, link), link };
    } catch (error) {
      return { error };
    }
  }

  /** Asks for the paths that are not known yet in this session. @returns why, for those that lead nowhere */
  async #askPaths(
    texts: readonly string[],
    link: SessionLink,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Resolved>> {
    const failed = new Map<string, Resolved>();
    const asked: AskedPath[] = [];
    for (const text of texts) {
      try {
        const address = this.#read(text);
        if (address.kind === 'node' || this.#paths.get(link)?.has(text) === true) continue;
        wirePathOf(address, link.facts.namespaces);
        asked.push({ text, path: address });
      } catch (error) {
        failed.set(text, { error });
      }
    }
    if (asked.length === 0) return failed;
    const outcomes = await this.#options.caller.callMany(asked, this.#translation(), {
      signal,
      repeatable: true,
    });
    asked.forEach(({ text }, index) => {
      const outcome = outcomes[index];
      if (outcome !== undefined && 'error' in outcome) failed.set(text, outcome);
      else if (outcome !== undefined && 'error' in outcome.result) failed.set(text, outcome.result);
    });
    return failed;
  }

  #translation(): ManyService<AskedPath, Resolved> {
    let askedOf: SessionLink | undefined;
    return {
      limit: 'maxNodesPerTranslateBrowsePathsToNodeIds',
      build: (asked, link) => {
        askedOf = link;
        return new TranslateBrowsePathsToNodeIdsRequest({
          browsePaths: asked.map(({ path }) => wirePathOf(path, link.facts.namespaces)),
        });
      },
      results: (response, asked) =>
        asked.map(({ text }, index) => this.#keep(text, askedOf, resultsOf(response)[index])),
    };
  }

  #keep(text: string, link: SessionLink | undefined, result: BrowsePathResult | undefined): Resolved {
    if (link === undefined || result === undefined)
      return { error: opcuaErrors.badResponse({ reason: 'there are fewer results than paths' }) };
    try {
      const nodeId = targetOf(text, result, link);
      const kept = this.#paths.get(link) ?? new Map<string, NodeId>();
      if (kept.size >= mostKept) kept.clear();
      this.#paths.set(link, kept.set(text, nodeId));
      return { nodeId, link };
    } catch (error) {
      return { error };
    }
  }

  /** @throws `opcua.bad-address` */
  #read(text: string): Address {
    const known = this.#addresses.get(text);
    if (known !== undefined) return known;
    const parsed = parseAddress(text);
    if ('problem' in parsed) throw addressErrors.badAddress({ address: text, problem: parsed.problem });
    if (this.#addresses.size >= mostKept) this.#addresses.clear();
    this.#addresses.set(text, parsed.address);
    return parsed.address;
  }
}

const isNamespaceUnknown = (resolved: Resolved | undefined): boolean =>
  resolved !== undefined && 'error' in resolved && addressErrors.namespaceUnknown.is(resolved.error);

const resultsOf = (response: ServiceResponse): readonly BrowsePathResult[] =>
  (response as TranslateBrowsePathsToNodeIdsResponse).results ?? [];

/** The one node that a path leads to. @throws the service's status, `opcua.path-ambiguous`, `.other-server`, `.namespace-unknown` */
function targetOf(path: string, { statusCode, targets }: BrowsePathResult, link: SessionLink): NodeId {
  if (statusCode.isBad()) throw serviceError(statusCode.name, { service: 'TranslateBrowsePathsToNodeIds' });
  const { namespaces } = link.facts;
  const ends = (targets ?? []).filter(({ remainingPathIndex }) => remainingPathIndex === whole);
  const [first] = ends;
  if (first === undefined) throw addressErrors.otherServer({ address: path });
  const nodeId = localNodeId(first.targetId, namespaces);
  const others = new Set(ends.map(({ targetId }) => textOfNodeId(targetId, namespaces)));
  if (others.size > 1) throw addressErrors.pathAmbiguous({ path, nodes: [...others].slice(0, 5) });
  return nodeId;
}
