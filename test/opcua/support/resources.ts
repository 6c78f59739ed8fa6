export interface Held {
  readonly sockets: number;
  readonly timers: number;
}

/** What keeps the process alive. Mocha's own timer begins when a test first waits, so wait before the first look. */
export function held(): Held {
  const resources = process.getActiveResourcesInfo();
  const of = (kind: RegExp) => resources.filter((name) => kind.test(name)).length;
  return { sockets: of(/^(TCPSocketWrap|TCPConnectWrap)$/), timers: of(/^(Timeout|Immediate)$/) };
}

export const holdsNoMore = (now: Held, before: Held): boolean =>
  now.sockets <= before.sockets && now.timers <= before.timers;
