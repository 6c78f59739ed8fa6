import { type Opened, openDocument } from '../document/document.ts';
import { releaseErrors } from '../errors.ts';
import { readSigningKey } from '../keys/keys.ts';
import { type Reported, reportedDocument } from './reported.ts';

/** What a hub knows of the reports of one device. Plain JSON: what it keeps. */
export interface ReportRecord {
  /** Of the latest report: its number, its start, and the first number of that start. */
  readonly counter: number;
  readonly boot: string;
  readonly since: number;
  /** The latest reports, the last one first, a few. */
  readonly recent: readonly { readonly counter: number; readonly digest: string }[];
}

export interface ReportContext {
  readonly device: {
    readonly id: string;
    /** `ed25519:…`, as it enrolled. */
    readonly key: string;
    /** Somebody said that it no longer counts: it was stolen, or given away. */
    readonly isShutOut: boolean;
  };
  /** Absent before the first. */
  readonly record?: ReportRecord;
}

export interface CheckedReport extends Opened<Reported> {
  /** It came before. It is acknowledged once more, and says nothing new. */
  readonly isAgain: boolean;
  /** To be kept in place of the former. */
  readonly record: ReportRecord;
}

const keptReports = 32;

/**
 * Whether a hub believes what a device says.
 *
 * A device keeps its counter before it uses it. So the numbers of one start are all below those of the next, and none is
 * used twice: unless two machines have one memory card, or one has it as it was before. Reports that come late, again, or
 * never are neither, so that a bad line accuses nobody.
 *
 * @throws as `openDocument`, and `release.device-shut-out`, `release.another-device`, `release.copied-device`,
 * `release.replayed`
 */
export function checkReported(source: string | Uint8Array, { device, record }: ReportContext): CheckedReport {
  const opened = openDocument(reportedDocument, source, { keys: [readSigningKey(device.key)], threshold: 1 });
  const { content: reported, digest } = opened;
  if (device.isShutOut) throw releaseErrors.deviceShutOut({ device: device.id });
  if (reported.device !== device.id)
    throw releaseErrors.anotherDevice({ named: reported.device, own: device.id });
  const { counter, boot, since } = reported;
  const { recent = [] } = record ?? {};
  const same = recent.find((each) => each.counter === counter);
  if (record && same?.digest === digest) return { ...opened, isAgain: true, record };
  if (same || (record && !canBeOneMachine(reported, record)))
    throw releaseErrors.copiedDevice({ device: device.id });
  if (record && counter <= record.counter)
    throw releaseErrors.replayed({ found: counter, known: record.counter });
  const kept = [{ counter, digest }, ...recent].slice(0, keptReports);
  return { ...opened, isAgain: false, record: { counter, boot, since, recent: kept } };
}

/** Whether the numbers of two starts do not overlap, or it is one start. */
const canBeOneMachine = ({ counter, boot, since }: Reported, record: ReportRecord): boolean =>
  boot === record.boot ? since === record.since : since > record.counter || counter < record.since;
