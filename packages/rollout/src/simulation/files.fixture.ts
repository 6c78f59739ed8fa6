import type { Disk } from './disk.fixture.ts';

/**
 * The files that have to fit together. Each one's content is the name of the version that it belongs to, but `modules`, which
 * many versions share.
 */
export const parts = ['credentials', 'flows', 'environment', 'modules'] as const;
export type Files = Readonly<Record<(typeof parts)[number], string>>;

/** What Node-RED loads. */
export const live = 'live';
/** There while a switch is half done. */
export const halfWay = 'half-way';
export const folderOf = (slot: string): string => `slots/${slot}`;

export function readFiles(disk: Disk, folder: string): Files | undefined {
  const [credentials, flows, environment, modules] = parts.map((part) => disk.read(`${folder}/${part}`));
  if (credentials === undefined || flows === undefined) return undefined;
  if (environment === undefined || modules === undefined) return undefined;
  return { credentials, flows, environment, modules };
}

/** All files of a version. */
export const filesOf = (version: string): Files => ({
  credentials: version,
  flows: version,
  environment: version,
  modules: modulesOf(version),
});

/** A slot counts only once this file is there, which is written when all others are durable. */
export const completeMark = (slot: string): string => `${folderOf(slot)}/complete`;

/** A version is named `<slot>:<digest>+<environment>@<modules>`. */
const patternOfVersion = /^[^:]*:([^+@]*)([^@]*)@(.*)$/;
export const digestIn = (version: string): string => patternOfVersion.exec(version)?.[1] ?? '';
export const modulesOf = (version: string): string => patternOfVersion.exec(version)?.[3] ?? '';
/** It depends on the flows and on what the environment makes of them. */
export const revisionOf = (version: string): string => {
  const [, digest, environment] = patternOfVersion.exec(version) ?? [];
  return `rev-${digest}${environment}`;
};
