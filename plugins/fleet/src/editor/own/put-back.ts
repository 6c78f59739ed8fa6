import { notify } from '@millwright/editor';
import type { OwnState } from '../../common/fleet.ts';
import type { FleetTexts } from '../texts.ts';

/**
 * Tells whoever has the editor open that what was changed here was put back: they may have deployed it a second ago, and take it
 * for what runs.
 *
 * @param before as it was shown last; nothing is told of what was so from the beginning
 */
export function tellPutBack(before: OwnState | undefined, now: OwnState, texts: FleetTexts): void {
  const time = now.machine?.putBack;
  if (before === undefined || time === undefined || time === before.machine?.putBack) return;
  notify({
    id: 'millwright-fleet-put-back',
    kind: 'warning',
    text: texts('own.drift.putBackNow'),
    hint: texts('own.drift.putBackWhy'),
  });
}
