import type { Host } from '@millwright/runtime';
import type { OwnState } from '../../common/fleet.ts';

/** An instance that is no device of any hub. */
export const noDevice: OwnState = { stage: 'none', restart: 'none' };

/** The side that is managed. Resolves once Node-RED may load its flows. */
export async function startDevice(_host: Host): Promise<void> {}
