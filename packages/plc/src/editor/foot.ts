import type { PlcTone, SidebarFoot } from '@millwright/editor';
import type { ConnectionStatus } from '@millwright/plc';
import { titleOf } from './state.ts';
import type { PlcTexts } from './texts.ts';

const gravest = ['bad', 'attention', 'working', 'quiet', 'good'] as const;

/** What the foot speaks of, with how it fares. */
export interface FootEntry {
  readonly id: string;
  readonly title: string;
  readonly tone: PlcTone;
}

export const footEntries = <Status extends Pick<ConnectionStatus, 'id' | 'name' | 'place'>>(
  all: readonly Status[],
  toneOf: (status: Status) => PlcTone,
): readonly FootEntry[] => all.map((each) => ({ id: each.id, title: titleOf(each), tone: toneOf(each) }));

/** All entries in one line, which leads to the one that fares worst; undefined where there are none. */
export function footOf(
  entries: readonly FootEntry[],
  facts: readonly string[],
  texts: PlcTexts,
  lead: (id: string) => void,
): SidebarFoot | undefined {
  const [worst] = gravest.flatMap((tone) => entries.filter((other) => other.tone === tone));
  if (!worst) return undefined;
  const { id, title, tone } = worst;
  return {
    tone: tone === 'bad' || tone === 'attention' ? tone : 'good',
    text: facts.join(' · '),
    label: texts('foot.lead', { name: title }),
    open: () => lead(id),
  };
}

/** How many connections fare how, what is grave first; in parts, since a pack may have more to say in between. */
export function connectionFacts(connections: readonly ConnectionStatus[], texts: PlcTexts) {
  const inPhase = (phase: ConnectionStatus['phase']) => connections.filter((each) => each.phase === phase);
  const lost = inPhase('waiting');
  const [first] = lost;
  const silent = inPhase('degraded').length;
  const online = inPhase('online').length;
  const connecting = inPhase('connecting').length;
  const idle = inPhase('idle').length;
  const closing = inPhase('closing').length;
  return {
    lost: [
      lost.length === 1 && first ? texts('foot.lostOne', { name: titleOf(first) }) : [],
      lost.length > 1 ? texts('foot.lost', { count: lost.length, all: connections.length }) : [],
    ].flat(),
    up: [
      silent > 0 ? texts.counted('foot.silent', silent) : [],
      online > 0 ? texts.counted('foot.online', online) : [],
    ].flat(),
    rest: [
      connecting > 0 ? texts('foot.connecting', { count: connecting }) : [],
      idle > 0 ? texts('foot.idle', { count: idle }) : [],
      closing > 0 ? texts.counted('foot.closing', closing) : [],
    ].flat(),
  };
}
