import type { RequestOf, ServiceName, ServiceRequest } from './replies.ts';

/** How many sizes and times of each service are kept. */
const figures = 10_000;

interface Record {
  count: number;
  readonly requests: ServiceRequest[];
  readonly sizes: number[];
  readonly times: number[];
  inFlight: number;
  most: number;
}

/** What reached the server, by service: the latest requests, and how many there were. It holds no more than it is told to. */
export class Recorder {
  readonly #keep: number;
  readonly #records = new Map<string, Record>();

  /** @param keep how many requests of each service are kept whole */
  constructor(keep: number) {
    this.#keep = keep;
  }

  note(service: string, request: ServiceRequest): void {
    const record = this.#record(service);
    record.count += 1;
    record.inFlight += 1;
    record.most = Math.max(record.most, record.inFlight);
    push(record.requests, request, this.#keep);
    push(record.times, performance.now(), figures);
    push(record.sizes, operationsOf(request), figures);
  }

  answered(service: string): void {
    this.#record(service).inFlight -= 1;
  }

  /** How many requests of a service have come. */
  count(service: ServiceName): number {
    return this.#records.get(service)?.count ?? 0;
  }

  /** The latest requests of a service, the oldest first. */
  requests<Name extends ServiceName>(service: Name): readonly RequestOf<Name>[] {
    return (this.#records.get(service)?.requests ??
      []) as readonly ServiceRequest[] as readonly RequestOf<Name>[];
  }

  /** How many operations each of them held. */
  sizes(service: ServiceName): readonly number[] {
    return this.#records.get(service)?.sizes ?? [];
  }

  /** When each of them came, as `performance.now()` has it. */
  times(service: ServiceName): readonly number[] {
    return this.#records.get(service)?.times ?? [];
  }

  /** How many requests of a service there were at most that were not answered yet. */
  mostInFlight(service: ServiceName): number {
    return this.#records.get(service)?.most ?? 0;
  }

  /** Counts anew. */
  forget(): void {
    for (const record of this.#records.values()) {
      record.count = 0;
      record.most = record.inFlight;
      for (const list of [record.requests, record.sizes, record.times]) list.length = 0;
    }
  }

  #record(service: string): Record {
    const known = this.#records.get(service);
    if (known) return known;
    const made: Record = { count: 0, requests: [], sizes: [], times: [], inFlight: 0, most: 0 };
    this.#records.set(service, made);
    return made;
  }
}

function push<T>(list: T[], element: T, limit: number): void {
  list.push(element);
  if (list.length > limit) list.shift();
}

/** How many operations a request holds: the length of its longest list. */
function operationsOf(request: ServiceRequest): number {
  return Object.values(request).reduce<number>(
    (most, field) => (Array.isArray(field) ? Math.max(most, field.length) : most),
    0,
  );
}
