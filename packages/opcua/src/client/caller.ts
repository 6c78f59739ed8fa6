import type { Lane } from '@millwright/tags';
import type { ServiceRequest, ServiceResponse, SessionLink } from './session-link.ts';

export interface CallOptions {
  /** Ends the waiting at once; what was sent stays under way until it is answered or times out. */
  readonly signal: AbortSignal;
  /** Who asks: those who do take turns. */
  readonly source?: unknown;
  /** A write goes before everything that waits. Default: `read`. */
  readonly lane?: Lane;
  /** Milliseconds until it counts as unanswered. Default: the connection's. */
  readonly timeout?: number;
  /** Milliseconds from now within which it has to be sent. */
  readonly deadline?: number;
  /**
   * Whether it may be sent once more in a new session when this one turns out to be gone. True only for what changes
   * nothing in the plant: never for Write and Call.
   */
  readonly repeatable?: boolean;
}

/** How much of each service one request may hold; it starts from the server's OperationLimits and learns from refusals. */
export interface OperationLimits {
  readonly maxNodesPerRead: number;
  readonly maxNodesPerWrite: number;
  readonly maxNodesPerMethodCall: number;
  readonly maxNodesPerBrowse: number;
  readonly maxNodesPerTranslateBrowsePathsToNodeIds: number;
  readonly maxMonitoredItemsPerCall: number;
  readonly maxNodesPerRegisterNodes: number;
}

/**
 * What the services speak through: it waits for the connection, keeps to the depth (one request under way by default), counts and
 * measures. Each service is a function of a caller and data, so that it can be tested with one that is scripted.
 */
export interface Caller {
  /**
   * Sends one request in its turn. @param build makes the request for the session that is open by then: node ids depend on its namespaces
   * @throws an error of `opcuaErrors`, `tags.queue-full`, `tags.not-sent`, or the signal's reason
   */
  call<Response extends ServiceResponse>(
    build: (link: SessionLink) => ServiceRequest,
    options: CallOptions,
  ): Promise<Response>;
  /**
   * Sends many operations as few requests as the limits allow, one after the other, halves what is refused for its size
   * (BadTooManyOperations, BadResponseTooLarge, BadEncodingLimitsExceeded, BadRequestTooLarge, or more bytes than the server said that it takes) and remembers the smaller limit for the connection.
   * @returns one result for each operation, in their order; those of a request that failed hold its error
   */
  callMany<Operation, Result>(
    operations: readonly Operation[],
    service: ManyService<Operation, Result>,
    options: CallOptions,
  ): Promise<readonly Outcome<Result>[]>;
}

/** What came of one operation of many. */
export type Outcome<Result> = { readonly result: Result } | { readonly error: unknown };

/** A service that takes many operations in one request. */
export interface ManyService<Operation, Result> {
  readonly limit: keyof OperationLimits;
  build(operations: readonly Operation[], link: SessionLink): ServiceRequest;
  /** One result for each operation, in their order. */
  results(response: ServiceResponse, operations: readonly Operation[]): readonly Result[];
}
