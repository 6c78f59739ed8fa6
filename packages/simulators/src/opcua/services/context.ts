import type { AddressSpace } from '../address-space.ts';
import type { SimulatedChannel } from '../channel.ts';
import type { Reply, RequestOf, ResponseOf, ServiceName } from '../replies.ts';
import type { SimulatedSession } from '../session.ts';
import type { Subscription, SubscriptionTimes } from '../subscription.ts';

/** What a method of the simulated server answers. */
export type SimulatedMethod = (
  inputs: readonly import('node-opcua-variant').Variant[],
  object: string,
) =>
  | readonly import('node-opcua-variant').Variant[]
  | { readonly status: string; readonly inputs?: readonly string[] };

/** What the server is set to. */
export interface Settings {
  /** Milliseconds of a session that are granted at most. */
  readonly maxSessionTimeout: number;
  readonly maxSessions: number;
  readonly maxPublishRequests: number;
  /** References of one answer to a browse; 0: as many as are asked for. */
  readonly maxReferencesPerNode: number;
  /** What a client is granted of what it asked. */
  readonly revise: {
    readonly subscription?: Partial<SubscriptionTimes>;
    readonly samplingInterval?: number;
    readonly queueSize?: number;
  };
  /** By object and method id, or by method id alone. */
  readonly methods: Readonly<Record<string, SimulatedMethod>>;
}

/** What the services share. */
export interface State {
  readonly settings: Settings;
  readonly space: AddressSpace;
  readonly sessions: Map<string, SimulatedSession>;
  readonly subscriptions: Map<number, Subscription>;
  readonly url: () => string;
  readonly nextNumber: () => number;
}

/** Where a request came from. */
export interface Context {
  readonly channel: SimulatedChannel;
  /** The session of its authentication token, where there is one. */
  readonly session: SimulatedSession | undefined;
}

/** How a service is answered by default. */
export type Service<Name extends ServiceName> = (
  state: State,
  request: RequestOf<Name>,
  context: Context & { readonly session: SimulatedSession },
) => Reply<ResponseOf<Name>> | Promise<Reply<ResponseOf<Name>>>;
