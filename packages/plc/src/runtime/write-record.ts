import { AsyncResource } from 'node:async_hooks';
import type { PackEventType, WriteEvents } from '@millwright/plc';
import type { Host, RecordedEvent } from '@millwright/runtime';
import { type Clock, type WriteEvent, WriteRates } from '@millwright/tags';

/** What of a write the audit log is told. */
export interface WriteDetail<Event extends string = 'write'> {
  readonly event: Event;
  readonly outcome: RecordedEvent['outcome'];
  readonly target: NonNullable<RecordedEvent['target']>;
  readonly data: NonNullable<RecordedEvent['data']>;
}

type RecordingHost = Pick<Host, 'services' | 'current' | 'log' | 'onDispose'>;

/**
 * Tells the audit log of writes: each one that a person causes; of those that flows do by themselves the first, the
 * last, and changes at most once a second per tag, the rest counted. Without audit it does nothing.
 */
export class WriteRecord<Event extends string = 'write'> {
  readonly #clock: Clock;
  readonly #events: WriteEvents<Event>;
  readonly #rates = new WriteRates<WriteDetail<Event>>();
  #host: RecordingHost | undefined;
  #declared: NonNullable<Host['services']['audit']> | undefined;
  #cancel: () => void = () => {};
  /** What is recorded later is nobody's request any more. */
  #later: (task: () => void) => void = (task) => task();
  #hasFailed = false;

  constructor(clock: Clock, events: WriteEvents<Event>) {
    this.#clock = clock;
    this.#events = events;
  }

  /** From now on there may be somebody to tell. Ends with the host. */
  attach(host: RecordingHost): void {
    this.#host = host;
    this.#later = AsyncResource.bind((task: () => void) => task());
    host.onDispose(() => {
      this.flush();
      this.#host = undefined;
      this.#declared = undefined;
    });
  }

  /**
   * A write has ended, one way or the other.
   * @param key what was written to: one tag of one table
   */
  note(key: string, detail: WriteDetail<Event>): void {
    if (!this.#host?.services.audit) return;
    const { value = '', code = '' } = detail.data;
    const write = { key, mark: `${detail.outcome} ${code} ${value}`, at: this.#clock.elapsed(), detail };
    const byPerson = this.#host.current().actor.kind !== 'system';
    for (const event of this.#rates.note(write, byPerson)) this.#record(event);
    this.#arrange();
  }

  /** Tells what was held back. */
  flush(): void {
    this.#cancel();
    this.#later(() => {
      for (const event of this.#rates.flush(this.#clock.elapsed())) this.#record(event);
    });
  }

  #arrange(): void {
    this.#cancel();
    const next = this.#rates.nextDue();
    if (next === undefined) return;
    this.#cancel = this.#clock.after(Math.max(0, next - this.#clock.elapsed()), () =>
      this.#later(() => {
        for (const event of this.#rates.due(this.#clock.elapsed())) this.#record(event);
        this.#arrange();
      }),
    );
  }

  #record({ kind, detail, more }: WriteEvent<WriteDetail<Event>>): void {
    const host = this.#host;
    const audit = host?.services.audit;
    if (!host || !audit) return;
    // Audit may come and go: what comes has not heard of these types yet.
    if (audit !== this.#declared) {
      audit.declare(Object.values<PackEventType>(this.#events).map(({ name, fields }) => ({ name, fields })));
      this.#declared = audit;
    }
    const isRepeat = kind === 'count' && detail.event === 'write';
    const { name } = this.#events[isRepeat ? 'repeat' : detail.event];
    const { outcome, target, data } = detail;
    const event = { name, outcome, target, data: { ...data, ...(more > 0 && { more }) } };
    // The log says by itself that it cannot be written; running flows are not stopped for that.
    audit.record(event).then(
      () => {
        this.#hasFailed = false;
      },
      (error: unknown) => {
        if (!this.#hasFailed) host.log.warn(`A write was not recorded: ${messageOf(error)}`);
        this.#hasFailed = true;
      },
    );
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
