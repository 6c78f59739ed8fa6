/** How a watcher and its servers keep each other informed. All in milliseconds. */
export interface WatchTiming {
  /** The server says at least so often that a subscription lives; how soon a silent one is noticed follows from that. */
  readonly keepAlive: number;
  /** So long a server keeps a subscription whose client is gone. */
  readonly lifetime: number;
  /** What the server refuses is asked for again after so long. */
  readonly retry: number;
  /** A new subscription comes so long after the one before at the earliest. */
  readonly restart: number;
}

export const defaultTiming: WatchTiming = {
  // More often than what is refused is asked for again: some servers say that a subscription lives only after a while without requests.
  keepAlive: 4_000,
  lifetime: 60_000,
  retry: 5_000,
  restart: 1_000,
};

/**
 * The counts to ask for: in publishing intervals, as the service has them. The lifetime is at least three times the keep-alive.
 * @see OPC 10000-4 section 5.14.2 (CreateSubscription)
 */
export function countsOf(
  publishingInterval: number,
  { keepAlive, lifetime }: Pick<WatchTiming, 'keepAlive' | 'lifetime'>,
): { readonly keepAliveCount: number; readonly lifetimeCount: number } {
  const interval = Math.max(1, publishingInterval);
  const keepAliveCount = Math.max(1, Math.round(keepAlive / interval));
  return { keepAliveCount, lifetimeCount: Math.max(keepAliveCount * 3, Math.ceil(lifetime / interval)) };
}
