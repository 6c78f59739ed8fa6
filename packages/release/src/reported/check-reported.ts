import { type Opened, openDocument } from '../document/document.ts';
import { releaseErrors } from '../errors.ts';
import { readSigningKey } from '../keys/signing-key.ts';
import { type Reported, reportedDocument } from './reported.ts';

/** What a hub knows of the reports of one device. Plain JSON: what it keeps. */
export interface ReportRecord {
  /** Of the latest report. */
  readonly counter: number;
  readonly boot: string;
  /** Starts of the device before that one, the latest first, a few. */
  readonly earlierBoots: readonly string[];
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
const keptBoots = 16;

/**
 * Whether a hub believes what a device says.
 *
 * A device keeps its counter before it uses it. So all numbers of one start are below those of the next, and no number
 * is used twice: unless two machines have one memory card, or the same one at two times. Reports that come late, again
 * or never are none of these, so that a bad line accuses nobody.
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
  if (!record) return { ...opened, isAgain: false, record: recordAfter(reported, digest) };
  const { counter, boot } = reported;
  const same = record.recent.find((each) => each.counter === counter);
  if (same?.digest === digest) return { ...opened, isAgain: true, record };
  const isOld = counter <= record.counter;
  const isEarlier = record.earlierBoots.includes(boot);
  const isKnown = boot === record.boot || isEarlier;
  if (same || (isOld ? !isKnown : isEarlier)) throw releaseErrors.copiedDevice({ device: device.id });
  if (isOld) throw releaseErrors.replayed({ found: counter, known: record.counter });
  return { ...opened, isAgain: false, record: recordAfter(reported, digest, record) };
}

const recordAfter = ({ counter, boot }: Reported, digest: string, before?: ReportRecord): ReportRecord => ({
  counter,
  boot,
  earlierBoots:
    before && before.boot !== boot
      ? [before.boot, ...before.earlierBoots].slice(0, keptBoots)
      : (before?.earlierBoots ?? []),
  recent: [{ counter, digest }, ...(before?.recent ?? [])].slice(0, keptReports),
});
