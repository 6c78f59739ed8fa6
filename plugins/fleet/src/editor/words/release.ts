import type { ReleaseId } from '../../common/fields.ts';
import type { FleetTexts } from '../texts.ts';

/** `filler-line 3`: names have no blanks, so no version is taken for a part of one. */
export const releaseText = ({ name, version }: ReleaseId): string => `${name} ${version}`;

export const isSame = (one: ReleaseId | undefined, other: ReleaseId | undefined): boolean =>
  one?.name === other?.name && one?.version === other?.version;

/** `filler-line 2 → 3`: what runs, and what shall where that is another one. */
export function runningText(
  { running, wanted }: { readonly running?: ReleaseId | undefined; readonly wanted?: ReleaseId | undefined },
  texts: FleetTexts,
): string {
  if (running === undefined)
    return wanted === undefined
      ? texts('release.none')
      : texts('release.first', { wanted: releaseText(wanted) });
  if (wanted === undefined || isSame(running, wanted)) return releaseText(running);
  const shown = running.name === wanted.name ? String(wanted.version) : releaseText(wanted);
  return `${releaseText(running)} → ${shown}`;
}
