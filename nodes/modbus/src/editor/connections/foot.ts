import type { SidebarFoot } from '@millwright/editor';
import type { ListedConnection, ListedServer } from '../../common/routes.ts';
import { serverTone } from '../servers/state.ts';
import type { ModbusTexts } from '../texts.ts';
import { titleOf, toneOf } from './state.ts';

const gravest = ['bad', 'attention', 'working', 'quiet', 'good'] as const;

/**
 * All connections and servers in one line: `3 connections online · 2 units left alone`, what is grave first. A click leads to the
 * one that fares worst.
 */
export function connectionsFoot(
  connections: readonly ListedConnection[],
  servers: readonly ListedServer[],
  texts: ModbusTexts,
  lead: (id: string) => void,
): SidebarFoot | undefined {
  const inPhase = (phase: ListedConnection['phase']) => connections.filter((each) => each.phase === phase);
  const all = [
    ...connections.map((each) => ({ each, tone: toneOf(each) })),
    ...servers.map((each) => ({ each, tone: serverTone(each) })),
  ];
  const [gravestOfAll] = gravest.flatMap((tone) => all.filter((other) => other.tone === tone));
  if (!gravestOfAll) return undefined;
  const { each: worst, tone } = gravestOfAll;
  const deaf = servers.filter(({ phase }) => phase === 'waiting');
  const [firstDeaf] = deaf;
  const listening = servers.filter(({ phase }) => phase === 'listening').length;
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
    deaf.length === 1 && firstDeaf ? texts('foot.deafOne', { name: titleOf(firstDeaf) }) : [],
    deaf.length > 1 ? texts('foot.deaf', { count: deaf.length }) : [],
    silent > 0 ? texts.counted('foot.silent', silent) : [],
    online > 0 ? texts.counted('foot.online', online) : [],
    listening > 0 ? texts.counted('foot.listening', listening) : [],
    alone > 0 ? texts.counted('connections.alone', alone) : [],
    connecting > 0 ? texts('foot.connecting', { count: connecting }) : [],
    idle > 0 ? texts('foot.idle', { count: idle }) : [],
    closing > 0 ? texts.counted('foot.closing', closing) : [],
  ];
  return {
    tone: tone === 'bad' || tone === 'attention' ? tone : 'good',
    text: facts.flat().join(' · '),
    label: texts('foot.lead', { name: titleOf(worst) }),
    open: () => lead(worst.id),
  };
}
