import { verdict } from '@millwright/ledger';
import * as v from 'valibot';
import { unreadAnchor } from '../../common/log.ts';
import type { ReadableLog } from '../log/reader.ts';
import type { OpenedLog } from '../log/writer.ts';
import type { Verified } from './verification.ts';

/** Where it is remembered what the last check found. */
const name = 'verified';
const shape = v.object({ time: v.number(), verdict, unread: v.optional(v.array(unreadAnchor)) });

/** @returns undefined where nothing is remembered, or nobody can read it */
export const lastVerified = ({ connection, read }: ReadableLog): Promise<Verified | undefined> =>
  read(async () => {
    const value = connection.prepare('select value from meta where name = ?').get(name)?.['value'];
    try {
      const parsed = v.safeParse(shape, JSON.parse(String(value)));
      return parsed.success ? parsed.output : undefined;
    } catch {
      return undefined;
    }
  });

export const setVerified = async (log: OpenedLog, verified: Verified): Promise<void> =>
  (await log()).step(({ statements }) => {
    statements.setMeta.run(name, JSON.stringify(verified));
  });
