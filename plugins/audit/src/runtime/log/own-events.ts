import type { AuditEvent, EventDraft } from '@millwright/ledger';

const own = { class: 'system', actor: { kind: 'system' } } as const;

/** The first event of a log: which log it is, and whose signature to expect. */
export const beginEvent = (begin: { origin: string; publicKey: string }, time: number): EventDraft => ({
  ...own,
  time,
  name: 'audit.begin',
  outcome: 'success',
  data: { origin: begin.origin, publicKey: begin.publicKey },
});

/** Events were lost, since the log could not be written. */
export const gapEvent = (gap: { lost: number; since: number }, time: number): EventDraft => ({
  ...own,
  time,
  name: 'audit.gap',
  outcome: 'failed',
  data: { lost: gap.lost, since: gap.since },
});

/** From the next checkpoint on another key signs. `lost`: the one before was not there to hand over. */
export const rotateEvent = (
  key: { epoch: number; fingerprint: string; lost: boolean },
  time: number,
): EventDraft => ({
  ...own,
  time,
  name: 'audit.key.rotate',
  outcome: key.lost ? 'failed' : 'success',
  data: { epoch: key.epoch, fingerprint: key.fingerprint },
});

/** What became of an intent: nobody knows, since the process ended before it was told. */
export const unknownEvent = (intent: AuditEvent, time: number): EventDraft => {
  const { name, class: kept, operation, correlation, actor, source, target, reason } = intent;
  return {
    time,
    name,
    class: kept,
    outcome: 'unknown',
    actor,
    ...(operation === undefined ? {} : { operation }),
    ...(correlation === undefined ? {} : { correlation }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    ...(reason === undefined ? {} : { reason }),
    data: { intent: intent.seq },
  };
};
