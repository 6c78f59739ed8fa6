import type { PartOverview } from '@millwright/flows';
import type { PartDifference } from './answers.ts';

/** The numbers and names of a difference, for what is said of it in words. */
export function overviewOf({
  kind,
  label,
  formerLabel,
  state,
  properties,
  nodes,
}: PartDifference): PartOverview {
  const count = (of: string): number => nodes.filter((node) => node.state === of).length;
  return {
    kind,
    label,
    formerLabel,
    state,
    properties: properties.length > 0,
    added: count('added'),
    changed: count('changed'),
    removed: count('removed'),
    moved: count('moved'),
  };
}
