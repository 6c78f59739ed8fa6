/** What the editor is told of whether PLCs can be controlled here. */
export const controlSetting = 'mwS7ConnectionControl';

/**
 * Whether `settings.js` allows to stop and start PLCs and to set their clocks: `millwright: { s7: { control: true } }`.
 * @param own what it says of S7
 */
export function isControlAllowed(own: unknown): boolean {
  return typeof own === 'object' && own !== null && 'control' in own && own.control === true;
}
