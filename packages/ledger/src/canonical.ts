import canonicalize from 'canonicalize';
import * as v from 'valibot';
import { ledgerErrors } from './errors.ts';
import { type AuditEvent, auditEvent } from './event.ts';

/**
 * The one text of an event: canonical JSON. Its UTF-8 bytes are what the log keeps and its digest is made of.
 *
 * @see RFC 8785
 * @throws `ledger.record-invalid` if it is no event, or a text of it is not well-formed Unicode
 */
export function encodeEvent(event: AuditEvent): string {
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
  const parsed = v.safeParse(auditEvent, value, { abortEarly: true });
  if (!parsed.success) return issueText(parsed.issues[0]);
  // The output lacks what the shape does not know, so that such a record differs here too.
  const isWhole = JSON.stringify(parsed.output).length === text.length;
  if (isWhole && isPlainlyCanonical(value, text)) return parsed.output;
  const canonical = canonicalText(parsed.output);
  if (canonical === undefined) return notWellFormed;
  return canonical === text ? parsed.output : 'it is not written in the canonical way';
}

/**
 * Says so without writing the text anew, which takes twice as long as all else of decoding: JavaScript writes numbers and
 * texts as RFC 8785 wants them. What it leaves in doubt (an escaped surrogate, keys that are numbers) is for the long way.
 */
const isPlainlyCanonical = (value: unknown, text: string): boolean =>
  JSON.stringify(value) === text && !text.includes('\\ud') && areKeysSorted(value);

function areKeysSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(areKeysSorted);
  let last: string | undefined;
  for (const key of Object.keys(value)) {
    if (last !== undefined && last >= key) return false;
    const member: unknown = (value as Record<string, unknown>)[key];
    if (typeof member === 'object' && !areKeysSorted(member)) return false;
    last = key;
  }
  return true;
}

const notWellFormed = 'a text of it is not well-formed Unicode';

function canonicalText(event: AuditEvent): string | undefined {
  try {
    return canonicalize(event);
  } catch {
    return undefined;
  }
}

const issueText = (issue: v.BaseIssue<unknown>): string => {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
};
