import type { Host } from '@millwright/runtime';

/** The side that is managed. Resolves once Node-RED may load its flows. */
export async function startDevice(_host: Host): Promise<void> {}
