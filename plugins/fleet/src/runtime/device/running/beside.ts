import { createHash } from 'node:crypto';
import { canonicalText, type FlowItem } from '@millwright/flows';
import type { Credentials } from '@millwright/release';
import type { Slots } from '../slots.ts';
import type { LiveFiles } from './live-files.ts';
import type { LiveModules } from './live-modules.ts';

/** What is otherwise than in a slot, and that Node-RED's revision of flows does not tell. */
export interface Beside {
  /** Nodes whose credentials are others, as items of flows. */
  readonly credentials: readonly FlowItem[];
  /** Names of modules that are others, missing, or more. */
  readonly modules: readonly string[];
}

export interface BesideRooms {
  readonly slots: Slots;
  readonly files: Pick<LiveFiles, 'read'>;
  readonly modules: Pick<LiveModules, 'othersThan'>;
}

/** @throws `fleet.slot-incomplete`, `fleet.slot-damaged`, `runtime.credentials-unreadable`; what the disk says */
export async function lookBeside({ slots, files, modules }: BesideRooms, slot: string): Promise<Beside> {
  const { mark, flows, credentials: sent } = await slots.read(slot);
  const { flows: live, credentials } = await files.read();
  const there = new Set(live.map(({ id }) => id));
  return {
    credentials: flows.filter(
      ({ id }) => typeof id === 'string' && there.has(id) && textOf(sent, id) !== textOf(credentials, id),
    ),
    modules: await modules.othersThan(slot, mark),
  };
}

/**
 * A revision as the machine is told it: with a sign behind it where credentials or modules were changed. It tells which, and nothing
 * of what a secret is now.
 */
export function revisionWith(rev: string, { credentials, modules }: Beside): string {
  if (credentials.length === 0 && modules.length === 0) return rev;
  const changed = JSON.stringify([credentials.map(({ id }) => id), modules]);
  return `${rev}+${createHash('sha256').update(changed).digest('hex').slice(0, 12)}`;
}

/** Node-RED drops what is blank when somebody deploys. */
function textOf(credentials: Credentials, id: string): string {
  const own = Object.hasOwn(credentials, id) ? credentials[id] : undefined;
  const entries = Object.entries(own ?? {}).filter(
    ([, value]) =>
      value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === ''),
  );
  return canonicalText(Object.fromEntries(entries));
}
