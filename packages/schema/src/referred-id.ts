/** What Node-RED's own select holds while no configuration node is chosen. */
const noneChosen = '_ADD_';

/** The id of the configuration node that a reference names, as an editor holds it: empty while none is chosen. */
export const referredId = (raw: unknown): string =>
  typeof raw === 'string' && raw !== noneChosen ? raw : '';
