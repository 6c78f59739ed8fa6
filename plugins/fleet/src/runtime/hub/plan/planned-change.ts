import { changeBetween, type FlowDocument } from '@millwright/flows';
import type { PlannedPart } from '../../../common/releases.ts';

/** What of the flows a device would get otherwise than it has it, part by part. */
export const plannedChange = (before: FlowDocument, after: FlowDocument): readonly PlannedPart[] =>
  changeBetween(before, after).parts.map(
    ({ kind, id, label, state, added, changed, removed, moved }): PlannedPart => ({
      kind,
      id,
      name: label,
      state,
      nodes: { added, changed, removed, moved },
    }),
  );
