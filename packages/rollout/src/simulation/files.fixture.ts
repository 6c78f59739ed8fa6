import type { Disk } from './disk.fixture.ts';

/** The files that have to fit together. Each one's content is the name of the version that it belongs to. */
export const parts = ['credentials', 'flows', 'environment'] as const;
export type Files = Readonly<Record<(typeof parts)[number], string>>;

/** What Node-RED loads. */
export const live = 'live';
export const folderOf = (slot: string): string => `slots/${slot}`;

export function readFiles(disk: Disk, folder: string): Files | undefined {
  const [credentials, flows, environment] = parts.map((part) => disk.read(`${folder}/${part}`));
  if (credentials === undefined || flows === undefined || environment === undefined) return undefined;
  return { credentials, flows, environment };
}

/** A slot counts only once this file is there, which is written when all others are durable. */
export const completeMark = (slot: string): string => `${folderOf(slot)}/complete`;

/** A version is named `<slot>:<digest>`, and its revision depends on its flows alone. */
export const revisionOf = (version: string): string => `rev-${version.slice(version.indexOf(':') + 1)}`;
export const digestIn = (version: string): string => version.slice(version.indexOf(':') + 1);
