import type { Host } from '@millwright/runtime';

/** The side that manages others. Nothing of it is open before somebody makes this instance a hub. */
export function startHub(_host: Host, _worker: URL): void {}
