import { canonicalText } from '@millwright/schema';
import { quoted } from '../refusal-details.ts';
import {
  longestDetails,
  longestMessage,
  mostFailures,
  mostOutcomes,
  type Reported,
  type ReportedError,
  reportedDocument,
} from './reported.ts';

type Mutable<Of> = { -readonly [Key in keyof Of]: Of[Key] };
type ReleaseName = NonNullable<NonNullable<Reported['committed']>['release']>;

/** An error as the machine of a device keeps it: of any length, with whatever npm or the system said. */
export interface MachineError {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What the machine of a device says: `Report` of `@millwright/rollout` is one. */
export interface MachineReport extends Readonly<Pick<Reported, 'phase' | 'job' | 'waitsFor' | 'restart'>> {
  readonly trouble?: MachineError;
  readonly committed?: { readonly rev: string; readonly release?: ReleaseName };
  readonly drift?: Readonly<Pick<NonNullable<Reported['drift']>, 'policy' | 'rev' | 'since'>> & {
    readonly error?: MachineError;
  };
  /** Of the last desired document that was seen. */
  readonly counter?: number;
  readonly failures: readonly { readonly digest: string; readonly values?: string; readonly times: number }[];
  readonly outcomes: readonly {
    readonly job: string;
    readonly result: string;
    readonly release?: ReleaseName;
    readonly error?: MachineError;
    readonly time: number;
  }[];
}

/** What whoever sends a report adds to what the machine says. */
export interface Sender
  extends Readonly<
    Pick<Reported, 'device' | 'boot' | 'counter' | 'since' | 'time' | 'versions' | 'rev' | 'held'>
  > {}

/**
 * A report of the machine in the form in which it is signed. Texts lose what is not shown, and their end where they are too
 * long; details that are too long are left out. The oldest outcomes come first, as many as fit, and always one: once the hub
 * has acknowledged them the next report has the others. So nothing that a device meets keeps it from telling.
 */
export function reportedOf(report: MachineReport, sender: Sender): Reported {
  const { phase, job, waitsFor, trouble, counter, committed, drift, restart } = report;
  const outcomes = report.outcomes.map(outcomeOf);
  const failures = report.failures
    .slice(-mostFailures)
    .map(({ digest, ...rest }) => ({ release: digest, ...rest }));
  const telling = (told: number): Reported => ({
    format: 1,
    ...sender,
    phase,
    ...(job !== undefined && { job }),
    ...(waitsFor !== undefined && { waitsFor }),
    ...(trouble && { trouble: errorOf(trouble) }),
    ...(counter !== undefined && { desired: counter }),
    ...(committed && {
      committed: { rev: shown(committed.rev, 200), ...releaseOf(committed) },
    }),
    ...(drift && {
      drift: {
        policy: drift.policy,
        rev: shown(drift.rev, 200),
        since: wholeTime(drift.since),
        ...(drift.error && { error: errorOf(drift.error) }),
      },
    }),
    ...(failures.length > 0 && { failures }),
    outcomes: outcomes.slice(0, told),
    untold: outcomes.length - told,
    restart,
  });
  let told = Math.min(outcomes.length, mostOutcomes);
  while (told > 1 && bytesOf(telling(told)) > reportedDocument.maxBytes) told--;
  return telling(told);
}

const outcomeOf = ({
  job,
  result,
  error,
  time,
  ...about
}: MachineReport['outcomes'][number]): Reported['outcomes'][number] => ({
  job,
  result,
  ...releaseOf(about),
  ...(error && { error: errorOf(error) }),
  time: wholeTime(time),
});

const releaseOf = ({ release }: { readonly release?: ReleaseName }) =>
  release && { release: { name: release.name, version: release.version, digest: release.digest } };

function errorOf({ code, message, details = {} }: MachineError): ReportedError {
  const told: Mutable<NonNullable<ReportedError['details']>> = {};
  for (const [name, value] of Object.entries(details)) {
    const detail = detailOf(value);
    if (detail !== undefined) told[shown(name, 200)] = detail;
  }
  const hasDetails = Object.keys(told).length > 0 && bytesOf(told) <= longestDetails;
  return { code, message: shown(message, longestMessage), ...(hasDetails && { details: told }) };
}

function detailOf(value: unknown): NonNullable<ReportedError['details']>[string] | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
  if (typeof value === 'string') return shown(value, longestMessage);
  if (!Array.isArray(value)) return undefined;
  return value.slice(0, 50).map((finding: Partial<Record<'code' | 'subject', unknown>> | null) => ({
    code: shown(String(finding?.code), 200),
    ...(finding?.subject !== undefined && { subject: shown(String(finding.subject), 200) }),
  }));
}

/** In one line, and never empty. */
const shown = (text: string, limit: number): string => quoted(text.trim().replace(/\s+/g, ' '), limit) || '?';

const wholeTime = (time: number): number =>
  Math.min(Math.max(0, Math.trunc(time) || 0), 8_640_000_000_000_000);

const bytesOf = (value: object): number => Buffer.byteLength(canonicalText(value) ?? '');
