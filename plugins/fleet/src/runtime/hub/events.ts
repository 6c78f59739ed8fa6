import type { AuditService, EventType, Host, RecordedEvent } from '@millwright/runtime';
import type { Outcome } from '../../common/devices.ts';

/** What devices do by themselves: no operation of anybody tells of it. */
const types: readonly EventType[] = [
  { name: 'fleet.delivery.end', fields: { job: 'text', result: 'text', release: 'text', code: 'text' } },
  { name: 'fleet.device.adopted', fields: {} },
  { name: 'fleet.device.copied', fields: {} },
];

interface Device {
  readonly id: string;
  readonly name: string;
}

/** Tells the audit log, while there is one, what happened on devices. */
export class FleetEvents {
  readonly #host: Pick<Host, 'services' | 'log'>;
  /** The one that knows the types: another one may come in its place. */
  #declaredTo: AuditService | undefined;

  constructor(host: Pick<Host, 'services' | 'log'>) {
    this.#host = host;
  }

  ended(device: Device, { job, result, release, error }: Outcome): void {
    this.#record({
      name: 'fleet.delivery.end',
      outcome: result === 'committed' ? 'success' : 'failed',
      target: { kind: 'device', ...device },
      data: {
        ...{ job, result },
        ...(release && { release: `${release.name} ${release.version}` }),
        // Not its words: they may quote npm, or what flows say.
        ...(error && { code: error.code }),
      },
    });
  }

  /** What somebody changed there was taken over for review. */
  adopted(device: Device): void {
    this.#record({ name: 'fleet.device.adopted', outcome: 'success', target: { kind: 'device', ...device } });
  }

  copied(device: Device): void {
    this.#record({ name: 'fleet.device.copied', outcome: 'failed', target: { kind: 'device', ...device } });
  }

  #record(event: RecordedEvent): void {
    const { audit } = this.#host.services;
    if (!audit) return;
    const record = async (): Promise<void> => {
      if (this.#declaredTo !== audit) audit.declare(types);
      this.#declaredTo = audit;
      await audit.record(event);
    };
    // The store of the hub has it all the same; what keeps the log from being written the log says itself.
    void record().catch((error: Error) => this.#host.log.warn(error.message));
  }
}
