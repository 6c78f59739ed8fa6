import {
  CreateSubscriptionRequest,
  type CreateSubscriptionResponse,
  DeleteSubscriptionsRequest,
  ModifySubscriptionRequest,
  type ModifySubscriptionResponse,
  type NotificationMessage,
  RepublishRequest,
  type RepublishResponse,
  SetPublishingModeRequest,
  TransferSubscriptionsRequest,
  type TransferSubscriptionsResponse,
} from 'node-opcua-types';
import { opcuaErrors, serviceError } from '../../errors.ts';
import { sameSession } from '../addresses/session-change.ts';
import type { Caller, CallOptions } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import { countsOf, type WatchTiming } from './timing.ts';
import type { Pace } from './watch.ts';

/** The services of subscriptions, for one session. */
export class SubscriptionServices {
  readonly #caller: Caller;
  readonly #link: SessionLink;
  readonly #call: CallOptions;

  constructor(caller: Caller, link: SessionLink, call: CallOptions) {
    this.#caller = caller;
    this.#link = link;
    this.#call = call;
  }

  /** @see OPC 10000-4 section 5.14.2 */
  async create(pace: Pace, timing: WatchTiming, publishingEnabled: boolean) {
    const counts = countsOf(pace.publishingInterval, timing);
    const response = await this.#perform<CreateSubscriptionResponse>(
      () =>
        new CreateSubscriptionRequest({
          requestedPublishingInterval: pace.publishingInterval,
          requestedLifetimeCount: counts.lifetimeCount,
          requestedMaxKeepAliveCount: counts.keepAliveCount,
          maxNotificationsPerPublish: 0,
          publishingEnabled,
          priority: pace.priority ?? 0,
        }),
    );
    return { subscriptionId: response.subscriptionId, ...revisedOf(response, pace) };
  }

  /** @see OPC 10000-4 section 5.14.3 */
  async modify(subscriptionId: number, pace: Pace, timing: WatchTiming) {
    const counts = countsOf(pace.publishingInterval, timing);
    const response = await this.#perform<ModifySubscriptionResponse>(
      () =>
        new ModifySubscriptionRequest({
          subscriptionId,
          requestedPublishingInterval: pace.publishingInterval,
          requestedLifetimeCount: counts.lifetimeCount,
          requestedMaxKeepAliveCount: counts.keepAliveCount,
          maxNotificationsPerPublish: 0,
          priority: pace.priority ?? 0,
        }),
    );
    return { subscriptionId, ...revisedOf(response, pace) };
  }

  /** @see OPC 10000-4 section 5.14.4 */
  async setPublishing(subscriptionId: number, publishingEnabled: boolean): Promise<void> {
    await this.#perform(
      () => new SetPublishingModeRequest({ publishingEnabled, subscriptionIds: [subscriptionId] }),
    );
  }

  /** @see OPC 10000-4 section 5.14.6 */
  async republish(subscriptionId: number, sequenceNumber: number): Promise<NotificationMessage> {
    const response = await this.#perform<RepublishResponse>(
      () => new RepublishRequest({ subscriptionId, retransmitSequenceNumber: sequenceNumber }),
    );
    return response.notificationMessage;
  }

  /**
   * Takes subscriptions over from the session before. Their values are not sent once more: what changed unseen is read.
   * @returns the error of each one that cannot be had
   * @see OPC 10000-4 section 5.14.7
   */
  async transfer(subscriptionIds: readonly number[]): Promise<readonly unknown[]> {
    const { results } = await this.#perform<TransferSubscriptionsResponse>(
      () =>
        new TransferSubscriptionsRequest({ subscriptionIds: [...subscriptionIds], sendInitialValues: false }),
    );
    return subscriptionIds.map((_, index) => {
      const status = results?.[index]?.statusCode;
      if (status === undefined) return opcuaErrors.badResponse({ reason: 'a subscription was left out' });
      return status.isBad() ? serviceError(status.name, { service: 'TransferSubscriptions' }) : undefined;
    });
  }

  /** @see OPC 10000-4 section 5.14.8 */
  async delete(subscriptionIds: readonly number[]): Promise<void> {
    await this.#perform(() => new DeleteSubscriptionsRequest({ subscriptionIds: [...subscriptionIds] }));
  }

  #perform<Response extends { readonly responseHeader: object }>(
    request: () => { readonly requestHeader: object },
  ): Promise<Response> {
    return this.#caller.call<Response>((link) => {
      sameSession(link, this.#link);
      return request();
    }, this.#call);
  }
}

/** What the server made of the pace. An interval that is no time is not believed: how long it may be silent is reckoned by it. */
function revisedOf(
  {
    revisedPublishingInterval: interval,
    revisedMaxKeepAliveCount: keepAliveCount,
    revisedLifetimeCount: lifetimeCount,
  }: CreateSubscriptionResponse | ModifySubscriptionResponse,
  pace: Pace,
) {
  const isTime = Number.isFinite(interval) && interval >= 0;
  const publishingInterval = isTime ? interval : Math.max(0, pace.publishingInterval);
  return { publishingInterval, keepAliveCount, lifetimeCount };
}
