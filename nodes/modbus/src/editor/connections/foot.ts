import type { SidebarFoot } from '@millwright/editor';
import { connectionFacts, footEntries, footOf, titleOf } from '@millwright/plc/editor';
import type { ListedConnection, ListedServer } from '../../common/routes.ts';
import { serverTone } from '../servers/state.ts';
import type { ModbusTexts } from '../texts.ts';
import { toneOf } from './state.ts';

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
  const deaf = servers.filter(({ phase }) => phase === 'waiting');
  const [firstDeaf] = deaf;
  const listening = servers.filter(({ phase }) => phase === 'listening').length;
  const alone = connections.reduce((sum, { counters }) => sum + counters.suspended.length, 0);
  const { lost, up, rest } = connectionFacts(connections, texts);
  const facts = [
    lost,
    deaf.length === 1 && firstDeaf ? texts('foot.deafOne', { name: titleOf(firstDeaf) }) : [],
    deaf.length > 1 ? texts('foot.deaf', { count: deaf.length }) : [],
    up,
    listening > 0 ? texts.counted('foot.listening', listening) : [],
    alone > 0 ? texts.counted('connections.alone', alone) : [],
    rest,
  ];
  const entries = [...footEntries(connections, toneOf), ...footEntries(servers, serverTone)];
  return footOf(entries, facts.flat(), texts, lead);
}
