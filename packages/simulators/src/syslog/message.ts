import { simulatorErrors } from '../errors.ts';

export interface SyslogMessage {
  readonly facility: number;
  readonly severity: number;
  readonly time: string;
  readonly host: string;
  readonly application: string;
  readonly messageId: string;
  /** As it stands in the message; `-` where there is none. */
  readonly structuredData: string;
  readonly text: string;
}

const name = '[!#-<>-\\\\^-~]{1,32}';
const element = `\\[${name}(?: ${name}="(?:[^"\\\\\\]]|\\\\[\\s\\S])*")*\\]`;
const form = new RegExp(
  [
    '^<(?<priority>0|[1-9]\\d{0,2})>1',
    '(?<time>-|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?:Z|[+-]\\d\\d:\\d\\d))',
    '(?<host>[!-~]{1,255})',
    '(?<application>[!-~]{1,48})',
    '(?<process>[!-~]{1,128})',
    '(?<messageId>[!-~]{1,32})',
    `(?<structuredData>-|(?:${element})+)(?: (?<text>[\\s\\S]*))?$`,
  ].join(' '),
);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a message of RFC 5424, and no other.
 *
 * @throws `simulators.bad-syslog`
 * @see RFC 5424, 6
 */
export function readSyslog(octets: Uint8Array): SyslogMessage {
  let whole: string;
  try {
    whole = utf8.decode(octets);
  } catch (cause) {
    throw simulatorErrors.badSyslog({ reason: 'it is not UTF-8' }, { cause });
  }
  const found = form.exec(whole)?.groups;
  const priority = Number(found?.['priority']);
  if (!found || priority > 191)
    throw simulatorErrors.badSyslog({ reason: `not a message of RFC 5424: ${whole.slice(0, 100)}` });
  const { time = '', host = '', application = '', messageId = '', structuredData = '', text = '' } = found;
  return {
    facility: Math.floor(priority / 8),
    severity: priority % 8,
    time,
    host,
    application,
    messageId,
    structuredData,
    text: text.replace(/^\uFEFF/, ''),
  };
}
