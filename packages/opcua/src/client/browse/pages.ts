import {
  type BrowseDescription,
  BrowseNextRequest,
  BrowseRequest,
  type BrowseResponse,
  type BrowseResult,
  type ReferenceDescription,
} from 'node-opcua-types';
import { opcuaErrors, serviceError } from '../../errors.ts';
import { isSessionChange, sameSession } from '../addresses/session-change.ts';
import type { Caller, CallOptions, ManyService, Outcome } from '../caller.ts';
import type { ServiceResponse, SessionLink } from '../session-link.ts';
import type { Browsed } from './browse-options.ts';
import type { Paging } from './turns.ts';

/** A node to browse, for whatever session it will be. */
export interface BrowseTarget {
  readonly describe: (link: SessionLink) => BrowseDescription;
}

/** What came of one node: what it refers to, an error, or why it has to be asked anew. */
export type Page<Found> = Outcome<Browsed<Found>> | { readonly again: unknown };

export interface PagesOptions<Found> {
  readonly signal: AbortSignal;
  readonly most: number;
  /** What to make of a reference. */
  readonly read: (reference: ReferenceDescription, namespaces: readonly string[]) => Found;
}

interface Answer {
  readonly result: BrowseResult;
  readonly link: SessionLink;
}

/** An answer that the server keeps the rest of. */
interface OpenPoint {
  readonly point: Buffer;
  readonly link: SessionLink;
}

/** So many answers in a row may bring nothing and promise more: some servers would do so for ever. */
const mostEmpty = 100;

/** Nobody ends what is under way: an answer that comes later may leave something open, and has to be known for that. */
const unending = (): CallOptions => ({ signal: new AbortController().signal, repeatable: true });

/**
 * Browses some nodes to their ends: one Browse, and BrowseNext for all that are not complete, as long as that brings anything. Nothing stays open at the server, however it
 * ends.
 * @see OPC 10000-4 section 5.9.2 (Browse), 5.9.3 (BrowseNext), 7.9 (ContinuationPoint)
 */
export class Pages<Found> {
  readonly #caller: Pick<Caller, 'callMany'>;
  readonly #paging: Paging;
  readonly #targets: readonly BrowseTarget[];
  readonly #signal: AbortSignal;
  readonly #most: number;
  readonly #read: PagesOptions<Found>['read'];
  readonly #references: Found[][];
  readonly #pages: Page<Found>[];
  readonly #open = new Map<number, OpenPoint>();
  readonly #unanswered: (readonly [number, OpenPoint])[] = [];
  #count = 0;

  constructor(
    caller: Pick<Caller, 'callMany'>,
    paging: Paging,
    targets: readonly BrowseTarget[],
    { signal, most, read }: PagesOptions<Found>,
  ) {
    this.#caller = caller;
    this.#paging = paging;
    this.#targets = targets;
    this.#signal = signal;
    this.#most = most;
    this.#read = read;
    this.#references = targets.map(() => []);
    const error = opcuaErrors.badResponse({ reason: 'a node was passed over' });
    this.#pages = targets.map(() => ({ error }));
  }

  /** One page for each target, in their order. */
  async read(): Promise<readonly Page<Found>[]> {
    try {
      await this.#browse();
      for (let empty = 0; this.#open.size > 0 && empty < mostEmpty && !this.#isOver(); ) {
        const before = this.#count;
        await this.#browseNext();
        empty = this.#count === before ? empty + 1 : 0;
      }
      this.#signal.throwIfAborted();
      for (const index of this.#open.keys()) this.#finish(index, true);
      return this.#pages;
    } finally {
      await this.#release();
    }
  }

  #isOver(): boolean {
    return this.#signal.aborted || this.#count >= this.#most;
  }

  async #browse(): Promise<void> {
    const { pageSize } = this.#paging;
    const service = answering<BrowseTarget>('Browse', (targets, link) => {
      const nodesToBrowse = targets.map(({ describe }) => describe(link));
      return new BrowseRequest({ requestedMaxReferencesPerNode: pageSize, nodesToBrowse });
    });
    const outcomes = await this.#caller.callMany(this.#targets, service, unending());
    for (const [index, outcome] of outcomes.entries()) this.#take(index, outcome);
    const refused = outcomes.filter((outcome) => statusOf(outcome) === 'BadNoContinuationPoints').length;
    if (refused > 0) this.#paging.openPoints = Math.max(1, this.#open.size);
  }

  async #browseNext(): Promise<void> {
    const asked = [...this.#open];
    const service = answering<(typeof asked)[number]>('BrowseNext', (points, link) => {
      for (const [, point] of points) sameSession(link, point.link);
      return nextRequest(points, false);
    });
    const outcomes = await this.#caller.callMany(asked, service, unending());
    this.#open.clear();
    outcomes.forEach((outcome, position) => {
      const [index, point] = asked[position] ?? [];
      if (index === undefined || point === undefined) return;
      // Without an answer nobody knows whether the server still keeps it.
      if ('error' in outcome) this.#unanswered.push([index, point]);
      this.#take(index, outcome);
    });
  }

  #take(index: number, outcome: Outcome<Answer>): void {
    if ('error' in outcome) {
      const { error } = outcome;
      this.#pages[index] = isSessionChange(error) ? { again: error } : outcome;
      return;
    }
    const { result, link } = outcome.result;
    const { statusCode, continuationPoint, references } = result;
    if (statusCode.isBad()) {
      const error = serviceError(statusCode.name, { service: 'Browse' });
      this.#pages[index] = repeated.has(statusCode.name) ? { again: error } : { error };
      return;
    }
    for (const reference of references ?? []) {
      if (this.#count >= this.#most) {
        this.#cut(index, continuationPoint, link);
        return;
      }
      this.#references[index]?.push(this.#read(reference, link.facts.namespaces));
      this.#count += 1;
    }
    if (isPoint(continuationPoint)) this.#open.set(index, { point: continuationPoint, link });
    else this.#finish(index, false);
  }

  #cut(index: number, point: Buffer | null, link: SessionLink): void {
    if (isPoint(point)) this.#open.set(index, { point, link });
    this.#finish(index, true);
  }

  #finish(index: number, truncated: boolean): void {
    this.#pages[index] = { result: { references: this.#references[index] ?? [], truncated } };
  }

  /** Gives up what the server keeps for us. Where that fails the session is over, and with it all that it kept. */
  async #release(): Promise<void> {
    const points = [...this.#open, ...this.#unanswered];
    this.#open.clear();
    if (points.length === 0) return;
    const service = answering<(typeof points)[number]>('BrowseNext', (asked, link) => {
      for (const [, point] of asked) sameSession(link, point.link);
      return nextRequest(asked, true);
    });
    // The answer is there by now, or the error that ended it: this one must not take its place.
    await this.#caller.callMany(points, service, unending()).catch(() => {});
  }
}

const isPoint = (point: Buffer | null): point is Buffer => point !== null && point.length > 0;

const nextRequest = (points: readonly (readonly [number, OpenPoint])[], release: boolean) =>
  new BrowseNextRequest({
    releaseContinuationPoints: release,
    continuationPoints: points.map(([, { point }]) => point),
  });

/** Statuses of one node after which it is asked anew, from its first reference on. */
const repeated: ReadonlySet<string> = new Set(['BadNoContinuationPoints', 'BadContinuationPointInvalid']);

const statusOf = (outcome: Outcome<Answer>): string | undefined =>
  'result' in outcome ? outcome.result.result.statusCode.name : undefined;

/** A service whose answers come with the session that gave them. */
function answering<Operation>(
  name: string,
  request: (operations: readonly Operation[], link: SessionLink) => BrowseRequest | BrowseNextRequest,
): ManyService<Operation, Answer> {
  let askedOf: SessionLink | undefined;
  return {
    limit: 'maxNodesPerBrowse',
    build: (operations, link) => {
      askedOf = link;
      return request(operations, link);
    },
    results: (response: ServiceResponse, operations) => {
      const results = (response as BrowseResponse).results ?? [];
      const link = askedOf;
      if (results.length !== operations.length || link === undefined)
        throw opcuaErrors.badResponse({ reason: `${name} answered for other nodes than were asked for` });
      return results.map((result) => ({ result, link }));
    },
  };
}
