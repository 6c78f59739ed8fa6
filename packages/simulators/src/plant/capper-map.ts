/** Where the demo plant's capper listens. Real PLCs do at port 102, which takes the rights of an administrator. */
export const capperPort = 1102;

/** Where its CPU is. */
export const capperRack = 0;
export const capperSlot = 1;

/** How many heads screw caps on. */
export const heads = 12;

/** Characters of a batch's name. */
export const batchLength = 20;

/**
 * The capper's data blocks: the one list that the demo flow, tests and docs use. DB10 is what it measures, DB20 what it is told and the
 * batch in work. Both have standard access: none is optimized.
 */
export const capperPoints = [
  {
    name: 'capper.state',
    address: 'DB10.DBW0:INT',
    description: 'PackML state: 2 stopped, 3 starting, 6 execute, 11 held',
  },
  {
    name: 'capper.head_change',
    address: 'DB10.DBX2.0',
    description: 'A head stands still to be changed',
  },
  {
    name: 'capper.rejects',
    address: 'DB10.DBD4:UDINT',
    unit: 'bottles',
    description: 'Bottles rejected for their cap since power-on',
  },
  {
    name: 'capper.torque',
    address: `DB10.DBD8:REAL[${heads}]`,
    unit: 'Nm',
    description: 'Torque of the last cap of each head',
  },
  {
    name: 'capper.torque_sp',
    address: 'DB20.DBD0:REAL',
    unit: 'Nm',
    access: 'read-write',
    description: 'Torque set point: 1.5 to 2.5',
  },
  {
    name: 'capper.batch',
    address: `DB20.DBB4:STRING[${batchLength}]`,
    access: 'read-write',
    description: 'Batch in work',
  },
  {
    name: 'capper.last_batch',
    address: 'DB20.DBB26:DTL',
    description: 'When the batch in work began, UTC',
  },
] as const satisfies readonly CapperPoint[];

interface CapperPoint {
  readonly name: string;
  /** Data block, place and type. */
  readonly address: string;
  readonly unit?: string;
  /** Default: it can only be read. */
  readonly access?: 'read-write';
  readonly description: string;
}

export type CapperTag = (typeof capperPoints)[number]['name'];
