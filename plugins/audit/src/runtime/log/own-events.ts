import type { AuditEvent, EpochKey, EventDraft } from '@millwright/ledger';

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

/**
 * From the next checkpoint on another key signs. It carries what shows that, so that whoever has nothing but the events
 * can follow the keys. Without a handover: the one before was not there to hand over.
 */
export const rotateEvent = ({ epoch, public: key, handover }: EpochKey, time: number): EventDraft => ({
  ...own,
  time,
  name: 'audit.key.rotate',
  outcome: handover === undefined ? 'failed' : 'success',
  data: {
    epoch,
    publicKey: key.text,
    fingerprint: key.fingerprint,
    ...(handover === undefined ? {} : { handover }),
  },
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
