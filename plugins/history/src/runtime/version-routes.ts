import { setTimeout } from 'node:timers/promises';
import type { RouteHandlers } from '@millwright/runtime';
import type { historyRoutes } from '../common/routes.ts';
import type { ArchiveClient } from './archive-client.ts';
import type { HealthState } from './health.ts';
import type { Recorder } from './recorder.ts';

export interface VersionTools {
  readonly archive: ArchiveClient;
  readonly health: HealthState;
  readonly recorder: Recorder;
}

/** Milliseconds. */
const figuresWithin = 2000;

/** What is kept, and whether everything is. */
export const versionHandlers = ({
  archive,
  health,
  recorder,
}: VersionTools): RouteHandlers<typeof historyRoutes> => ({
  async listVersions({ query: { limit, ...filter } }) {
    const found = await archive.list({ ...filter, limit: limit + 1 });
    const versions = found.slice(0, limit).map((version) => recorder.summary(version));
    const last = versions.at(-1);
    return { versions, ...(found.length > limit && last ? { next: last.number } : {}) };
  },

  async getVersion({ params: { number } }) {
    const { version, ...details } = await archive.describe(number);
    return { version: recorder.summary(version), ...details };
  },

  async getHealth() {
    // Not kept as what was told: editors ask because they were told, and growth per day is new at each moment.
    const counted = archive.figures().catch(() => undefined);
    // A disk that hangs is when people ask: what is known already is an answer.
    const figures = await Promise.race([counted, setTimeout(figuresWithin, undefined, { ref: false })]);
    health.look();
    return { ...health.current(), ...figures };
  },
});
