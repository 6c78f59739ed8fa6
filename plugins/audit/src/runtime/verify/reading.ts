import type { Verdict } from '@millwright/ledger';
import type { Handlers } from '@millwright/store';
import { logFileIn } from '../log/open-log.ts';
import type { ReadableLog } from '../log/reader.ts';
import { checkCopy, copyIn } from './check-copy.ts';
import { lastVerified } from './last-verified.ts';
import type { VerifyProgress, VerifyRequest } from './messages.ts';
import type { Verified } from './verification.ts';

/** What verification asks a thread that only reads. One check runs at a time. */
export function verifyReading(log: () => ReadableLog, directory: string) {
  const none: VerifyProgress = { done: 0, of: 0 };
  let progress = none;
  let stop = new AbortController();
  return {
    async verifyLog(request: VerifyRequest): Promise<Verdict> {
      stop = new AbortController();
      progress = none;
      return checkCopy(logFileIn(directory), copyIn(directory), request, stop.signal, (now) => {
        progress = now;
      });
    },
    verifyProgress: async (): Promise<VerifyProgress> => progress,
    lastVerified: async (): Promise<Verified | undefined> => lastVerified(log()),
    cancelVerify: async (): Promise<void> => stop.abort(),
  } satisfies Handlers;
}

export type VerifyReading = ReturnType<typeof verifyReading>;
