import type { Point } from './point.ts';

/** The port of the meters' gateway in the demo plant. */
export const meterPort = 1503;

/** What each meter measures, by its unit behind the gateway. */
export const meters = [
  { unit: 11, of: 'filler and conveyors', base: 22 },
  { unit: 12, of: 'compressors', base: 37 },
  { unit: 13, of: 'light and ventilation', base: 9 },
] as const;

export type MeterUnit = (typeof meters)[number]['unit'];

/** The register map of one meter. Its maker counts energy in tenths of a kWh. */
export const meterPoints = [
  {
    name: 'power',
    area: 'input-register',
    address: 0,
    type: 'float32',
    unit: 'kW',
    description: 'Active power',
  },
  {
    name: 'energy',
    area: 'input-register',
    address: 2,
    type: 'uint32',
    unit: '0.1 kWh',
    description: 'Active energy, in tenths of a kWh',
  },
] as const satisfies readonly Point[];

export type MeterTag = (typeof meterPoints)[number]['name'];
