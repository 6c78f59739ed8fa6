import {
  type MonitoredItemCreateResult,
  SetTriggeringRequest,
  type SetTriggeringResponse,
} from 'node-opcua-types';
import { opcuaErrors, serviceError, statusNameOf } from '../../errors.ts';
import type { Resolved, Resolver } from '../addresses/resolver.ts';
import { sameSession } from '../addresses/session-change.ts';
import type { Caller, CallOptions, ManyService, Outcome } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import type { Item, ItemMode } from './item.ts';
import { createItems, deleteItems, type ItemPlace, modifyItems, setMode } from './services.ts';

export interface ItemKeeperOptions {
  readonly caller: Caller;
  readonly resolver: Resolver;
  readonly nextHandle: () => number;
  /** @param error why the server does not take the item */
  readonly onRefused: (item: Item, error: unknown, result?: MonitoredItemCreateResult) => void;
}

/** Nobody knows whether the server did what it was asked for: what it has now differs from what we believe, or does not. */
export class InDoubt {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** The items of one subscription: those that are wanted, and what still has to be told to the server for that. */
export class ItemKeeper {
  readonly #options: ItemKeeperOptions;
  readonly #items = new Map<number, Item>();
  /** Items at the server that nobody wants any more. */
  #doomed: number[] = [];

  constructor(options: ItemKeeperOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#items.size;
  }

  all(): Iterable<Item> {
    return this.#items.values();
  }

  byHandle(handle: number): Item | undefined {
    return this.#items.get(handle);
  }

  add(item: Item): void {
    item.handle = this.#options.nextHandle();
    this.#items.set(item.handle, item);
  }

  remove(item: Item): void {
    if (!this.#items.delete(item.handle)) return;
    this.#doom(item);
  }

  /** The server says that what it watched is gone: it is asked for anew, under another handle, so that nothing late is taken for it. */
  replace(item: Item, retryAt: number): void {
    this.remove(item);
    item.retryAt = retryAt;
    this.add(item);
  }

  #doom(item: Item): void {
    if (item.id !== undefined) this.#doomed.push(item.id);
    item.forget();
  }

  /** The subscription is gone, and all its items with it. */
  forget(): void {
    this.#doomed = [];
    for (const item of this.#items.values()) {
      item.forget();
      item.retryAt = undefined;
    }
  }

  /** When the first refused item is asked for again; undefined where none is refused. */
  nextRetry(): number | undefined {
    let next: number | undefined;
    for (const { id, retryAt } of this.#items.values()) {
      if (id === undefined && retryAt !== undefined && (next === undefined || retryAt < next)) next = retryAt;
    }
    return next;
  }

  /**
   * Tells the server what it does not know yet: what is to go first, so that limits on items are kept.
   * @throws InDoubt, or what the session was lost by
   */
  async sync(place: ItemPlace, now: number, call: CallOptions): Promise<void> {
    await this.#delete(place, call);
    await this.#create(place, now, call);
    await this.#modify(place, call);
    await this.#setModes(place, call);
    await this.#link(place, call);
  }

  async #delete(place: ItemPlace, call: CallOptions): Promise<void> {
    const ids = this.#doomed;
    if (ids.length === 0) return;
    this.#doomed = [];
    // One that the server does not know is gone already.
    await this.#many(ids, deleteItems(place), call);
  }

  async #create(place: ItemPlace, now: number, call: CallOptions): Promise<void> {
    const due = [...this.#items.values()].filter(
      ({ id, retryAt }) => id === undefined && (retryAt === undefined || retryAt <= now),
    );
    if (due.length === 0) return;
    const { resolver, onRefused } = this.#options;
    const resolved = await resolver.resolve(new Set(due.map(({ address }) => address)), call);
    const found = due.filter((item) => {
      const problem = problemOf(item, resolved.get(item.address), place.link);
      if (problem !== undefined) onRefused(item, problem);
      return problem === undefined;
    });
    const settings = found.map((item) => ({ settings: item.settings, mode: item.mode, handle: item.handle }));
    const outcomes = await this.#many(found, createItems(place), call);
    for (const [index, outcome] of outcomes.entries()) {
      const [item, told] = [found[index], settings[index]];
      if (!item || !told) continue;
      if ('error' in outcome) {
        onRefused(item, outcome.error);
        continue;
      }
      const { result } = outcome;
      // Good may say more than that, as GoodOverload does: the item is there all the same.
      if (result.statusCode.isBad()) {
        onRefused(item, serviceError(result.statusCode.name, { service: 'CreateMonitoredItems' }), result);
        continue;
      }
      if (this.#items.get(told.handle) !== item) {
        this.#doomed.push(result.monitoredItemId);
        continue;
      }
      item.id = result.monitoredItemId;
      item.told = told;
      item.retryAt = undefined;
      item.revised = {
        samplingInterval: result.revisedSamplingInterval,
        queueSize: result.revisedQueueSize,
      };
      item.sink.created(item, result);
    }
  }

  async #modify(place: ItemPlace, call: CallOptions): Promise<void> {
    const changed = this.#there().filter(({ settings, told }) => told && told.settings !== settings);
    if (changed.length === 0) return;
    const settings = changed.map((item) => item.settings);
    const outcomes = await this.#many(changed, modifyItems(place), call);
    for (const [index, outcome] of outcomes.entries()) {
      const [item, asked] = [changed[index], settings[index]];
      if (!item?.told || !asked) continue;
      // A refusal stands until something else is asked for: the item goes on as it was.
      item.told = { ...item.told, settings: asked };
      const status = 'result' in outcome ? outcome.result.statusCode : undefined;
      if ('error' in outcome) item.sink.troubled(outcome.error);
      else if (status?.isBad())
        item.sink.troubled(serviceError(status.name, { service: 'ModifyMonitoredItems' }));
      else {
        item.revised = {
          samplingInterval: outcome.result.revisedSamplingInterval,
          queueSize: outcome.result.revisedQueueSize,
        };
      }
    }
  }

  async #setModes(place: ItemPlace, call: CallOptions): Promise<void> {
    const changed = this.#there().filter(({ mode, told }) => told && told.mode !== mode);
    for (const mode of ['disabled', 'sampling', 'reporting'] as const satisfies readonly ItemMode[]) {
      const items = changed.filter((item) => item.mode === mode);
      if (items.length === 0) continue;
      const ids = items.map(({ id }) => id ?? 0);
      await this.#many(ids, setMode(place, mode), call);
      for (const item of items) if (item.told) item.told = { ...item.told, mode };
    }
  }

  /** @see OPC 10000-4 section 5.13.5 (SetTriggering) */
  async #link(place: ItemPlace, call: CallOptions): Promise<void> {
    for (const item of this.#there()) {
      const wanted = new Set<number>();
      for (const { id } of item.linked) if (id !== undefined) wanted.add(id);
      const linksToAdd = [...wanted].filter((id) => !item.toldLinks.has(id));
      const linksToRemove = [...item.toldLinks].filter((id) => !wanted.has(id));
      if (linksToAdd.length + linksToRemove.length === 0) continue;
      item.toldLinks = wanted;
      const { addResults } = await this.#options.caller.call<SetTriggeringResponse>((link) => {
        sameSession(link, place.link);
        return new SetTriggeringRequest({
          subscriptionId: place.subscriptionId,
          triggeringItemId: item.id ?? 0,
          linksToAdd,
          linksToRemove,
        });
      }, call);
      const refused = addResults?.find((status) => status.isBad());
      if (refused) item.sink.troubled(serviceError(refused.name, { service: 'SetTriggering' }));
    }
  }

  #there(): readonly Item[] {
    return [...this.#items.values()].filter(({ id }) => id !== undefined);
  }

  async #many<Operation, Result>(
    operations: readonly Operation[],
    service: ManyService<Operation, Result>,
    call: CallOptions,
  ): Promise<readonly Outcome<Result>[]> {
    if (operations.length === 0) return [];
    const outcomes = await this.#options.caller.callMany(operations, service, call);
    for (const outcome of outcomes) {
      if (!('error' in outcome) || statusNameOf(outcome.error) !== undefined) continue;
      // No answer of the server: the session is lost, or nobody knows what became of the request.
      throw opcuaErrors.timeout.is(outcome.error) ? new InDoubt(outcome.error) : outcome.error;
    }
    return outcomes;
  }
}

/** Why an item cannot be asked for: it must not take the others of its request with it. */
function problemOf(item: Item, resolved: Resolved | undefined, link: SessionLink): unknown {
  if (!resolved) return opcuaErrors.badResponse({ reason: 'an address was left out' });
  if ('error' in resolved) return resolved.error;
  try {
    item.settings.filter?.(link);
    return undefined;
  } catch (error) {
    return error;
  }
}
