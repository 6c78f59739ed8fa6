import { canonicalText } from '@millwright/schema';
import * as v from 'valibot';
import { ledgerErrors } from './errors.ts';
import { type AuditEvent, auditEvent } from './event.ts';
import { orderedBy } from './ordered.ts';

/**
 * The one text of an event: canonical JSON. Its UTF-8 bytes are what the log keeps and its digest is made of.
 *
 * @see RFC 8785
 * @throws `ledger.record-invalid` if it is no event, or a text of it is not well-formed Unicode
 */
export function encodeEvent(event: AuditEvent): string {
  const ordered = orderedEvent(event);
  const plain = ordered && JSON.stringify(ordered);
  if (plain && isWellFormed(plain)) return plain;
  const parsed = v.safeParse(auditEvent, event, { abortEarly: true });
  if (!parsed.success) throw ledgerErrors.recordInvalid({ reason: issueText(parsed.issues[0]) });
  const text = canonicalText(parsed.output);
  if (text === undefined) throw ledgerErrors.recordInvalid({ reason: notWellFormed });
  return text;
}

/**
 * The event that a record is the one text of.
 *
 * @throws `ledger.record-invalid` if it is no event, or another text says the same
 */
export function decodeEvent(text: string): AuditEvent {
  const read = tryDecodeEvent(text);
  if (typeof read === 'string') throw ledgerErrors.recordInvalid({ reason: read });
  return read;
}

/** As {@link decodeEvent}, for who looks at many. @returns the reason where it is none */
export function tryDecodeEvent(text: string): AuditEvent | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  const ordered = orderedEvent(value);
  if (ordered && JSON.stringify(ordered) === text && isWellFormed(text)) return ordered;
  const parsed = v.safeParse(auditEvent, value, { abortEarly: true });
  if (!parsed.success) return issueText(parsed.issues[0]);
  const canonical = canonicalText(parsed.output);
  if (canonical === undefined) return notWellFormed;
  return canonical === text ? parsed.output : 'it is not written in the canonical way';
}

/**
 * JavaScript writes numbers and texts as RFC 8785 wants them, so that an event with its members in order only has to be
 * written. What is in doubt, or wrong, goes the long way, which takes several times as long.
 */
const orderedEvent = orderedBy(auditEvent) as (value: unknown) => AuditEvent | undefined;

/** JavaScript writes a surrogate that stands alone with an escape; here is in doubt what only looks so. */
const isWellFormed = (text: string): boolean => !text.includes('\\ud');

const notWellFormed = 'a text of it is not well-formed Unicode';

const issueText = (issue: v.BaseIssue<unknown>): string => {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
};
