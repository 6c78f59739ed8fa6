import type { Point } from './point.ts';

/** Unit identifier under which the filler answers. */
export const fillerUnit = 1;

/** The port of the filler in the demo plant. */
export const fillerPort = 1502;

/**
 * The rotary filler's register map: the one list that the demo flow, tests and docs use.
 * Values of 32 bits stand in two registers, the high word first (byte order ABCD).
 */
export const fillerPoints = [
  {
    name: 'filler.state',
    area: 'input-register',
    address: 0,
    type: 'uint16',
    description: 'PackML state: 2 stopped, 3 starting, 5 suspended, 6 execute, 9 aborted, 11 held',
  },
  {
    name: 'filler.fault',
    area: 'input-register',
    address: 1,
    type: 'uint16',
    description: 'Fault number: 0 none, 1 jam at the outfeed, 2 tank level low, 3 product too warm',
  },
  {
    name: 'filler.speed',
    area: 'input-register',
    address: 2,
    type: 'float32',
    unit: 'bottles/min',
    description: 'Actual speed',
  },
  {
    name: 'filler.level',
    area: 'input-register',
    address: 4,
    type: 'float32',
    unit: 'mm',
    description: 'Level in the filler bowl',
  },
  {
    name: 'filler.temp',
    area: 'input-register',
    address: 6,
    type: 'float32',
    unit: '°C',
    description: 'Product temperature',
  },
  {
    name: 'filler.count_good',
    area: 'input-register',
    address: 8,
    type: 'uint32',
    unit: 'bottles',
    description: 'Good bottles since power-on',
  },
  {
    name: 'filler.count_bad',
    area: 'input-register',
    address: 10,
    type: 'uint32',
    unit: 'bottles',
    description: 'Rejected bottles since power-on',
  },
  {
    name: 'filler.recipe',
    area: 'holding-register',
    address: 0,
    type: 'uint16',
    access: 'read-write',
    description: 'Recipe: 1 for 0.5 l, 2 for 1.0 l',
  },
  {
    name: 'filler.speed_sp',
    area: 'holding-register',
    address: 2,
    type: 'float32',
    unit: 'bottles/min',
    access: 'read-write',
    description: 'Speed set point: 60 to 330 with recipe 1, 60 to 200 with recipe 2',
  },
  {
    name: 'filler.enabled',
    area: 'coil',
    address: 0,
    type: 'bool',
    access: 'read-write',
    description: 'Production enabled by the operator',
  },
  {
    name: 'filler.starved',
    area: 'discrete-input',
    address: 0,
    type: 'bool',
    description: 'No bottles at the infeed',
  },
  {
    name: 'filler.blocked',
    area: 'discrete-input',
    address: 1,
    type: 'bool',
    description: 'No room at the outfeed',
  },
] as const satisfies readonly Point[];

export type FillerTag = (typeof fillerPoints)[number]['name'];

/** What of it can be written. */
export type FillerSetPoint = Extract<
  (typeof fillerPoints)[number],
  { readonly access: 'read-write' }
>['name'];
