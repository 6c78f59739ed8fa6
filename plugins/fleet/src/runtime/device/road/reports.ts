import {
  type MachineError,
  type MachineReport,
  type Reported,
  reportedDocument,
  reportedOf,
  type SigningKey,
  signDocument,
} from '@millwright/release';
import type { ReportCounter } from './report-counter.ts';

export interface ReportsOptions {
  readonly device: string;
  readonly key: SigningKey;
  readonly counter: ReportCounter;
  /** Drawn anew whenever the process starts. */
  readonly boot: string;
  readonly versions: Reported['versions'];
  /** Who says "not now" here. */
  readonly held: () => Reported['held'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * What this device says of itself. What the machine says last is signed once, with a number of its own, and said again as
 * it is wherever it may not have been heard: a hub that has heard it knows it again.
 */
export class Reports {
  readonly #options: ReportsOptions;
  #machine: MachineReport | undefined;
  #rev: string | undefined;
  #signed: string | undefined;
  /** Why what the hub wants is not taken. */
  #refused: MachineError | undefined;
  /** As it was signed. */
  #held: Reported['held'];

  constructor(options: ReportsOptions) {
    this.#options = options;
  }

  /** What the machine says now; it asks for that anew until the hub has heard, so it is signed anew each time. */
  set(report: MachineReport): void {
    this.#machine = report;
    this.#signed = undefined;
  }

  /**
   * The next one is signed anew, with a number of its own, though it says nothing new: of two machines with one key each could
   * say for ever what was known before they were two.
   */
  renew(): void {
    this.#signed = undefined;
  }

  /** @returns whether that is something new: the revision of the flows that run, undefined while none do */
  run(rev: string | undefined): boolean {
    if (rev === this.#rev) return false;
    this.#rev = rev;
    this.#signed = undefined;
    return true;
  }

  /**
   * Why what the hub wants is not taken, which people at the hub have to know, or (undefined) that it is.
   *
   * @returns whether that is something new. What is said of one cause may be another each time, as moments are
   */
  refuse(error: MachineError | undefined): boolean {
    if (error?.code === this.#refused?.code) return false;
    this.#refused = error;
    this.#signed = undefined;
    return true;
  }

  /**
   * The envelope to send; undefined before the machine has said anything.
   *
   * @throws what the file system says when the number cannot be kept: a report without one of its own would make the device
   *   look copied
   */
  envelope(): string | undefined {
    const { device, key, counter, boot, versions, held: heldNow, now } = this.#options;
    if (!this.#machine) return undefined;
    const trouble = this.#machine.trouble ?? this.#refused;
    const held = heldNow();
    if (held?.by !== this.#held?.by || held?.since !== this.#held?.since) this.#signed = undefined;
    this.#held = held;
    this.#signed ??= signDocument(
      reportedDocument,
      reportedOf(
        { ...this.#machine, ...(trouble && { trouble }) },
        {
          device,
          boot,
          counter: counter.next(),
          since: counter.since,
          time: now(),
          versions,
          ...(this.#rev !== undefined && { rev: this.#rev }),
          ...(held && { held }),
        },
      ),
      [key],
    );
    return this.#signed;
  }
}
