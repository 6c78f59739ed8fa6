import type { FlowsChange, PartChange } from '@millwright/flows';
import type { ChangeSummary, PartSummary } from '../common/version.ts';

/** A name is shown, never needed whole. */
const longestLabel = 200;
/** A list of versions stays small even if one of them changed thousands of tabs. */
const mostParts = 100;

/** What is kept of a change: names and numbers of all parts. */
export function summarize({ parts, reordered }: FlowsChange): ChangeSummary {
  return { parts: parts.map(summarizePart), reordered };
}

/** What is listed of it beside its version. */
export function shortened({ parts, reordered }: ChangeSummary): ChangeSummary {
  const more = parts.length - mostParts;
  return { parts: parts.slice(0, mostParts), ...(more > 0 ? { more } : {}), reordered };
}

function summarizePart(part: PartChange): PartSummary {
  const { kind, id, label, formerLabel, state, properties, added, changed, removed, moved } = part;
  return {
    kind,
    id: cut(id),
    label: cut(label),
    ...(formerLabel === undefined ? {} : { formerLabel: cut(formerLabel) }),
    state,
    properties,
    added,
    changed,
    removed,
    moved,
  };
}

const cut = (text: string): string =>
  text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
