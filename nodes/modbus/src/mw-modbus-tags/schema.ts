import { type ConfigOf, defineNode, field } from '@millwright/schema';
import type { ByteOrder, TagType } from '@millwright/tags';

/** The four tables of the Modbus data model. */
export const areas = ['coil', 'discrete-input', 'holding-register', 'input-register'] as const;

export const types = [
  'bool',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'float32',
] as const satisfies readonly TagType[];

/**
 * In which order the bytes of a value arrive, where A is the most significant. Of a 16-bit value only the order
 * within its one register counts: AB for ABCD and CDAB, BA for BADC and DCBA.
 */
export const byteOrders = ['ABCD', 'CDAB', 'BADC', 'DCBA'] as const satisfies readonly ByteOrder[];

export type Area = (typeof areas)[number];

/** How many addresses a value takes: bits in the bit areas, registers in the others. */
export const width = (type: TagType): 1 | 2 => (type.endsWith('32') ? 2 : 1);

export const isBitArea = (area: Area): boolean => area === 'coil' || area === 'discrete-input';

const lastAddress = 65_535;

/**
 * One unit behind a connection and its tags. An address is an area and a number counted from 0, as it goes over the
 * wire: holding register 40001 of a manual is `holding-register` 0.
 */
export const tagsNode = defineNode({
  type: 'mw-modbus-tags',
  kind: 'config',
  version: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    connection: field.reference({ to: 'mw-modbus-connection', required: true }),
    unit: field.integer({ default: 1, min: 0, max: 255, hint: true }),
    tags: field.rows({
      minRows: 1,
      maxRows: 5000,
      unique: 'name',
      hint: true,
      columns: {
        name: field.text({
          required: true,
          maxLength: 100,
          // Tag names become the keys of msg.payload.
          pattern: { expression: /^(?!__)/, problem: 'bad-tag-name' },
        }),
        area: field.choice({ options: areas, default: 'holding-register' }),
        address: field.integer({ default: 0, min: 0, max: lastAddress }),
        type: field.choice({ options: types, default: 'uint16' }),
        byteOrder: field.choice({ options: byteOrders, default: 'ABCD' }),
      },
      problems: ['bits-are-bool', 'registers-are-not-bool', 'beyond-last-address'],
      check: ({ area, address, type }) => {
        if (isBitArea(area)) return type === 'bool' ? {} : { type: 'bits-are-bool' };
        if (type === 'bool') return { type: 'registers-are-not-bool' };
        return address + width(type) - 1 > lastAddress ? { address: 'beyond-last-address' } : {};
      },
    }),
  },
});

export type TagsConfig = ConfigOf<typeof tagsNode>;
export type TagRow = TagsConfig['tags'][number];
