import type { ConnectionConfig } from './schema.ts';

/** What people call the other end: `192.168.0.7`, with its port where that is another than usual. */
export const placeOf = ({ host, port }: Pick<ConnectionConfig, 'host' | 'port'>): string =>
  port === 102 ? host : `${host}:${port}`;

/** Which part of the PLC a connection calls. */
export const calledOf = ({
  called,
  rack,
  slot,
  remoteTsap,
}: Pick<ConnectionConfig, 'called' | 'rack' | 'slot' | 'remoteTsap'>) =>
  called === 'tsap' ? { tsap: remoteTsap } : { rack, slot };
