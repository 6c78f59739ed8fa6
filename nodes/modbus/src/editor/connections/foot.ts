import type { SidebarFoot } from '@millwright/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';
import { titleOf, toneOf } from './state.ts';

const gravest = ['bad', 'attention', 'working', 'quiet', 'good'] as const;

/**
 * All connections in one line: `3 connections online · 2 units left alone`, what is grave first. A click leads to the
 * one that fares worst.
 */
export function connectionsFoot(
  connections: readonly ListedConnection[],
  texts: ModbusTexts,
  lead: (id: string) => void,
): SidebarFoot | undefined {
  const inPhase = (phase: ListedConnection['phase']) => connections.filter((each) => each.phase === phase);
  const [worst] = gravest.flatMap((tone) => connections.filter((each) => toneOf(each) === tone));
  if (!worst) return undefined;
  const lost = inPhase('waiting');
  const [first] = lost;
  const silent = inPhase('degraded').length;
  const online = inPhase('online').length;
  const connecting = inPhase('connecting').length;
  const idle = inPhase('idle').length;
  const closing = inPhase('closing').length;
  const alone = connections.reduce((sum, { counters }) => sum + counters.suspended.length, 0);
  const facts = [
    lost.length === 1 && first ? texts('foot.lostOne', { name: titleOf(first) }) : [],
    lost.length > 1 ? texts('foot.lost', { count: lost.length, all: connections.length }) : [],
    silent > 0 ? texts.counted('foot.silent', silent) : [],
    online > 0 ? texts.counted('foot.online', online) : [],
    alone > 0 ? texts.counted('connections.alone', alone) : [],
    connecting > 0 ? texts('foot.connecting', { count: connecting }) : [],
    idle > 0 ? texts('foot.idle', { count: idle }) : [],
    closing > 0 ? texts.counted('foot.closing', closing) : [],
  ];
  const tone = toneOf(worst);
  return {
    tone: tone === 'bad' || tone === 'attention' ? tone : 'good',
    text: facts.flat().join(' · '),
    label: texts('foot.lead', { name: titleOf(worst) }),
    open: () => lead(worst.id),
  };
}
