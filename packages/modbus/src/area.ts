/**
 * The four tables of the data model.
 * @see MODBUS Application Protocol V1.1b3, section 4.3
 */
export type Area = 'coil' | 'discrete-input' | 'holding-register' | 'input-register';

export type BitArea = 'coil' | 'discrete-input';
export type RegisterArea = 'holding-register' | 'input-register';

export const areas: readonly Area[] = ['coil', 'discrete-input', 'holding-register', 'input-register'];

export function isBitArea(area: Area): area is BitArea {
  return area === 'coil' || area === 'discrete-input';
}

/** Addresses of an area run from 0 to one below this. @see MODBUS Application Protocol V1.1b3, section 4.4 */
export const addressCount = 65_536;

/**
 * The most that one request may read: 2000 bits or 125 registers.
 * @see MODBUS Application Protocol V1.1b3, sections 6.1 to 6.4
 */
export function readLimit(area: Area): number {
  return isBitArea(area) ? 2_000 : 125;
}

/**
 * The most that one request may write: 1968 bits or 123 registers.
 * @see MODBUS Application Protocol V1.1b3, sections 6.11 and 6.12
 */
export function writeLimit(area: Area): number {
  return isBitArea(area) ? 1_968 : 123;
}
