import { call, type Result } from '@millwright/editor';
import { settingsRoutes } from '../../common/routes.ts';
import type { AuditSettings } from '../../common/settings.ts';

/** A change of the settings; what somebody else changed in the meantime stays. */
export type Edit = (settings: AuditSettings) => AuditSettings;

/** Milliseconds; what it waits for is written to the disk before the answer. */
const timeout = 30_000;

/**
 * Makes one change to the settings as they are now, rather than as they were when the tray was opened: settings are
 * sent whole, and two people may change different parts of them.
 */
export async function saveSettings(edit: Edit): Promise<Result<AuditSettings>> {
  const now = await call(settingsRoutes.getSettings, {});
  if (!now.ok) return now;
  return call(settingsRoutes.setSettings, { body: edit(now.value) }, { timeout });
}

interface Identified {
  readonly id: string;
}

/** With this one in the place of the one of its id, or at the end. */
export function put<Item extends Identified>(all: readonly Item[], item: Item): Item[] {
  const known = all.some(({ id }) => id === item.id);
  return known ? all.map((other) => (other.id === item.id ? item : other)) : [...all, item];
}

export function without<Item extends Identified>(all: readonly Item[], id: string): Item[] {
  return all.filter((other) => other.id !== id);
}

/** An id as destinations and holds need one; also without HTTPS, where `crypto.randomUUID` is missing. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `${prefix}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
