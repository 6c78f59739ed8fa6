import type { Link } from '../connection/connection.ts';
import { tagErrors } from '../errors.ts';
import type { Diagnostics } from './diagnostics.ts';
import { matterOf } from './job.ts';
import type { Operation } from './operation.ts';
import type { Span } from './plan.ts';
import type { SchedulerOptions } from './scheduler-options.ts';
import type { UnitQueue } from './unit-queue.ts';
import type { UnitWatch } from './unit-watch.ts';
import type { Units } from './units.ts';

export interface FlightsOptions<L extends Link, Member extends Span> {
  readonly scheduler: Required<Omit<SchedulerOptions<L, Member>, 'diagnostics'>>;
  readonly diagnostics: Diagnostics;
  readonly units: Units<L, Member>;
  readonly watch: UnitWatch;
  /** Nothing goes on after it. */
  readonly signal: AbortSignal;
  /** Another one may go. */
  readonly onLanded: () => void;
  /** Some unit may have to be left alone from now on. */
  readonly onSilent: (now: number) => void;
}

/** One that is on its way. */
interface Flight<L, Member extends Span> {
  readonly unit: UnitQueue<L, Member>;
  readonly link: L;
  readonly started: number;
  readonly isProbe: boolean;
}

/** What a request puts its unit back by, in ms of its time. */
const shortestCharge = 1;
const longestCharge = 2_000;

/** What is on its way over one connection: how it is sent, and what its end says of its unit and of the link. */
export class Flights<L extends Link, Member extends Span = Span> {
  readonly #options: FlightsOptions<L, Member>;
  readonly #flights = new Map<Operation<L>, Flight<L, Member>>();
  #earliest = 0;
  /** When a silence was last held against the link. */
  #silence = 0;

  constructor(options: FlightsOptions<L, Member>) {
    this.#options = options;
  }

  get size(): number {
    return this.#flights.size;
  }

  /** When the next one may go, in ms of the clock that never jumps. */
  get earliest(): number {
    return this.#earliest;
  }

  /** Whether one of them asks a unit that is left alone. */
  get areProbing(): boolean {
    return [...this.#flights.values()].some(({ isProbe }) => isProbe);
  }

  send(operation: Operation<L>, link: L, now: number): void {
    const { scheduler, diagnostics, units, signal } = this.#options;
    const unit = units.unit(operation.unit);
    const isProbe = unit.health.is === 'suspended';
    this.#flights.set(operation, { unit, link, started: now, isProbe });
    unit.probing = isProbe;
    if (operation.lane === 'write') unit.writing = true;
    else unit.share += shortestCharge;
    this.#earliest = now + scheduler.pause;
    if (!operation.trial) diagnostics.sent();
    attempt(() => operation.run(link, signal)).then(
      (value) => this.#land(operation, (flight) => this.#succeed(operation, flight, value)),
      (error: unknown) => this.#land(operation, (flight) => this.#fail(operation, flight, error)),
    );
  }

  /** A link settles what it carries when it ends. Should one not do so, nobody waits for it for ever once there is another. */
  relinked(link: L, now: number): void {
    this.#earliest = now + this.#options.scheduler.connectDelay;
    const error = tagErrors.outcomeUnknown({ reason: 'the connection was made anew meanwhile' });
    for (const [operation, flight] of this.#flights) {
      if (flight.link !== link) this.#land(operation, () => operation.fail(error, 'lost'));
    }
  }

  /** Frees what an operation held, and lets it settle. Only the first landing counts. */
  #land(operation: Operation<L>, settle: (flight: Flight<L, Member>) => void): void {
    const flight = this.#flights.get(operation);
    if (!flight) return;
    const { clock, pause } = this.#options.scheduler;
    this.#flights.delete(operation);
    const { unit, isProbe, started, link } = flight;
    const now = clock.elapsed();
    const free = now + this.#restOf(link);
    if (isProbe) unit.probing = false;
    if (operation.lane === 'write') unit.writing = false;
    else unit.share += Math.min(Math.max(free - started - shortestCharge, 0), longestCharge);
    this.#earliest = Math.max(this.#earliest, now + pause, free);
    settle(flight);
    this.#options.onLanded();
  }

  #succeed(operation: Operation<L>, { unit, link, started }: Flight<L, Member>, value: unknown): void {
    if (this.#options.scheduler.protocol.isAnswered?.(unit.unit) ?? true)
      this.#hear(operation, unit, link, started);
    operation.succeed(value);
  }

  #fail(operation: Operation<L>, flight: Flight<L, Member>, error: unknown): void {
    const { scheduler, diagnostics, units, watch, onSilent } = this.#options;
    const { clock, connection, protocol, busyDelay } = scheduler;
    const { unit, link, started, isProbe } = flight;
    const now = clock.elapsed();
    const kind = protocol.classify(matterOf(error));
    if (!operation.trial) diagnostics.failed(error);
    if (kind === 'busy' || kind === 'in-progress') unit.restUntil = now + busyDelay;
    units.again(unit, operation.fail(error, kind));
    if (kind === 'unanswered' || kind === 'absent') {
      if (operation.trial) return;
      // It takes from the others what the link rests for after it, too.
      const free = now + this.#restOf(link);
      const linkIsFine = watch.unanswered(unit, free, free - started, kind === 'absent', units.isLone);
      if (kind === 'absent') connection.answered(link);
      // That a unit is still as silent as it was says nothing about a link over which others answer.
      // Nor do several that were under way together say more than one.
      else if (!(isProbe && linkIsFine) && started >= this.#silence) {
        this.#silence = now;
        connection.unanswered(link, error);
      }
      onSilent(now);
    } else if (kind !== 'lost' && kind !== 'local') this.#hear(operation, unit, link, started);
  }

  #restOf(link: L): number {
    return this.#options.scheduler.protocol.restOf?.(link) ?? 0;
  }

  /** The unit answered, with whatever. */
  #hear({ trial }: Operation<L>, unit: UnitQueue<L, Member>, link: L, started: number): void {
    const { scheduler, diagnostics, units, watch } = this.#options;
    const now = scheduler.clock.elapsed();
    watch.answered(unit, now, units.all);
    scheduler.connection.answered(link);
    if (!trial) diagnostics.answered(now - started);
  }
}

function attempt<T>(run: () => Promise<T>): Promise<T> {
  try {
    return run();
  } catch (error) {
    return Promise.reject(error);
  }
}
