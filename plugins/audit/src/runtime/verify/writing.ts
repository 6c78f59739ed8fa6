import type { Handlers } from '@millwright/store';
import type { OpenedLog } from '../log/writer.ts';
import { setVerified } from './last-verified.ts';
import type { Verified } from './verification.ts';

/** What verification asks the thread that owns the log. */
export const verifyWriting = (log: OpenedLog) =>
  ({
    setVerified: (verified: Verified): Promise<void> => setVerified(log, verified),
  }) satisfies Handlers;

export type VerifyWriting = ReturnType<typeof verifyWriting>;
