/** The four tables of the Modbus data model. */
export const areas = ['coil', 'discrete-input', 'holding-register', 'input-register'] as const;

export type Area = (typeof areas)[number];

export const isBitArea = (area: Area): boolean => area === 'coil' || area === 'discrete-input';

/** What a client can write at all. */
export const isWritableArea = (area: Area): boolean => area === 'coil' || area === 'holding-register';

export const areaOf = (given: unknown): Area | undefined => areas.find((area) => area === given);

/** Addresses of an area run from 0 to this one. @see MODBUS Application Protocol V1.1b3, section 4.4 */
export const lastAddress = 65_535;
