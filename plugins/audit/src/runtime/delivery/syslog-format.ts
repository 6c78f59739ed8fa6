import { type AuditEvent, checkpointLine } from '@millwright/ledger';
import type { SentCheckpoint, SentRecord } from './sender.ts';

/**
 * Messages of RFC 5424. What stands behind the header is the record, byte by byte: without a byte order mark, which
 * readers of JSON do not expect.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5424#section-6
 */
export interface SyslogOptions {
  readonly facility: number;
  /** What the instance is called; for messages that are no events. */
  readonly instance: string;
  /** Of the datagram, in bytes; absent: as long as it is. */
  readonly most?: number;
}

const warning = 4;
const notice = 5;
const informational = 6;

/** The number for documentation: this structured data is described in docs/audit-destinations.md, by nobody else. */
const structuredDataId = 'millwright@32473';

interface Header {
  readonly severity: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly instance: string;
  readonly process: string;
  readonly message: string;
}

export function eventMessage({ seq, record }: SentRecord, options: SyslogOptions): Buffer {
  const event = JSON.parse(record) as AuditEvent;
  const header = {
    severity: severityOf(event),
    time: event.time,
    instance: event.instance,
    process: event.boot,
    message: event.name,
  };
  const facts = { seq: String(seq), class: event.class, outcome: event.outcome ?? 'intent' };
  return fitted(header, facts, record, options);
}

/** @param time ISO 8601, UTC */
export function checkpointMessage(
  { size, note }: SentCheckpoint,
  time: string,
  options: SyslogOptions,
): Buffer {
  const { instance } = options;
  const header = { severity: informational, time, instance, process: '-', message: 'audit.checkpoint' };
  return fitted(header, { size: String(size) }, checkpointLine(note), options);
}

/** @param time ISO 8601, UTC */
export function testMessage(text: string, time: string, options: SyslogOptions): Buffer {
  const { instance } = options;
  const header = { severity: informational, time, instance, process: '-', message: 'audit.test' };
  return fitted(header, {}, text, options);
}

/** How messages follow each other in a stream. @see https://www.rfc-editor.org/rfc/rfc6587#section-3.4.1 */
export const frames = (messages: readonly Buffer[]): Buffer =>
  Buffer.concat(messages.flatMap((message) => [Buffer.from(`${message.length} `), message]));

function severityOf({ outcome }: AuditEvent): number {
  if (outcome === undefined) return informational;
  return outcome === 'success' ? notice : warning;
}

function fitted(
  header: Header,
  facts: Readonly<Record<string, string>>,
  text: string,
  { facility, most = Number.POSITIVE_INFINITY }: SyslogOptions,
): Buffer {
  const whole = Buffer.from(`${headerText(header, facts, facility)} ${text}`);
  if (whole.length <= most) return whole;
  const start = Buffer.from(`${headerText(header, { ...facts, cut: 'true' }, facility)} `);
  return Buffer.concat([start, cutText(Buffer.from(text), most - start.length)]);
}

function headerText(
  { severity, time, instance, process, message }: Header,
  facts: Readonly<Record<string, string>>,
  facility: number,
): string {
  const parameters = Object.entries(facts).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return [
    `<${facility * 8 + severity}>1`,
    time,
    printable(instance, 255),
    'millwright',
    printable(process, 128),
    printable(message, 32),
    `[${structuredDataId}${parameters.join('')}]`,
  ].join(' ');
}

/** Fields of a header are printable ASCII without spaces; what is not becomes an underscore. */
function printable(text: string, most: number): string {
  return text.replace(/[^\x21-\x7e]/gu, '_').slice(0, most) || '-';
}

const escaped = (value: string): string => value.replace(/["\\\]]/g, '\\$&');

/** As much of it as fits, without half a character at its end. */
function cutText(bytes: Buffer, most: number): Buffer {
  let end = most;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}
