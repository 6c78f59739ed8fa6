/** What the editor is told of whether PLCs can be controlled here. */
export const controlSetting = 'mwS7ConnectionControl';

/** What the log says where flows have the node, and it is not there. */
export const whyNoControl =
  'PLCs cannot be stopped, started or set from here: settings.js does not allow it. ' +
  'It does with millwright: { s7: { control: true } }, from the next start on';

/**
 * Whether `settings.js` allows to stop and start PLCs and to set their clocks: `millwright: { s7: { control: true } }`.
 * @param own what it says of S7
 */
export function isControlAllowed(own: unknown): boolean {
  return typeof own === 'object' && own !== null && 'control' in own && own.control === true;
}
