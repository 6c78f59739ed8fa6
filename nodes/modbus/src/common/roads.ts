/** The ways that Modbus takes to a PLC. */
export const roads = ['tcp', 'tls', 'udp', 'rtu-over-tcp', 'ascii-over-tcp', 'rtu', 'ascii'] as const;

export type Road = (typeof roads)[number];

export const networkRoads = ['tcp', 'tls', 'udp', 'rtu-over-tcp', 'ascii-over-tcp'] as const;
export const serialRoads = ['rtu', 'ascii'] as const;
/** Where each request carries a number, so that several may be under way. */
export const numberedRoads = ['tcp', 'tls', 'udp'] as const;
/** Where a unit may be one of several on one line. */
export const lineRoads = ['rtu-over-tcp', 'ascii-over-tcp', 'rtu', 'ascii'] as const;
export const streamRoads = ['tcp', 'tls', 'rtu-over-tcp', 'ascii-over-tcp'] as const;
