import type { InferInput } from 'valibot';
import type { enrolmentCodeDraft } from '../../common/devices.ts';
import { type LabelDraft, readLabels } from '../words/labels.ts';

/** What is typed for an enrolment code. */
export interface CodeDraft {
  readonly uses: string;
  /** Minutes. */
  readonly lasts: number;
  readonly labels: readonly LabelDraft[];
  readonly note: string;
  readonly url: string;
}

/** Minutes that a code may be good for. */
export const lifetimes = [15, 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60] as const;
const mostUses = 1000;

export const firstCode: CodeDraft = { uses: '1', lasts: 60, labels: [], note: '', url: '' };

export type CodeProblems = { readonly uses?: true; readonly url?: true; readonly labels?: true };
export type ReadCode =
  | { readonly ok: true; readonly body: InferInput<typeof enrolmentCodeDraft> }
  | { readonly ok: false; readonly problems: CodeProblems };

export function readCode({ uses, lasts, labels, note, url }: CodeDraft): ReadCode {
  const times = /^\d{1,4}$/.test(uses.trim()) ? Number(uses) : 0;
  const read = readLabels(labels);
  const address = url.trim();
  const wrongUrl = address !== '' && !/^https?:\/\/[^\s/]/i.test(address);
  if (times < 1 || times > mostUses || !read.ok || wrongUrl)
    return {
      ok: false,
      problems: {
        ...(times < 1 || times > mostUses ? { uses: true as const } : {}),
        ...(read.ok ? {} : { labels: true as const }),
        ...(wrongUrl ? { url: true as const } : {}),
      },
    };
  return {
    ok: true,
    body: {
      uses: times,
      lasts,
      labels: read.labels,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(address === '' ? {} : { url: address }),
    },
  };
}

/** A lifetime in its largest whole unit: `1 hour`, `7 days`. */
export function lifetimeText(minutes: number, locale: string): string {
  const [unit, size] =
    minutes % 1440 === 0
      ? (['day', 1440] as const)
      : minutes % 60 === 0
        ? (['hour', 60] as const)
        : (['minute', 1] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(minutes / size);
}
