import type { Comparison } from '../../common/comparison.ts';
import type { HistoryTexts } from '../texts.ts';
import { nodeCounts } from './outline.ts';

const states = ['changed', 'added', 'removed', 'moved'] as const;

/** What differs, in one line: `3 parts: 12 changed, 3 added; 1 module; 2 credentials`. */
export function summaryWords(comparison: Comparison, texts: HistoryTexts): string {
  const { parts, modules, settings, credentials } = comparison;
  const counts = nodeCounts(comparison);
  const nodes = states
    .filter((state) => counts[state] > 0)
    .map((state) => texts(`change.nodes.${state}`, { number: counts[state] }))
    .join(', ');
  const found: string[] = [];
  if (parts.length > 0) {
    const names = texts.counted('compare.summary.parts', parts.length);
    found.push(nodes === '' ? names : `${names}: ${nodes}`);
  }
  if (modules.length > 0) found.push(texts.counted('compare.summary.modules', modules.length));
  if (settings.length > 0) found.push(texts.counted('compare.summary.settings', settings.length));
  if (credentials.length > 0) found.push(texts.counted('compare.summary.credentials', credentials.length));
  return found.join('; ');
}
