import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';

type Flow = readonly Record<string, unknown>[];

const flowOf = (example: string): Flow =>
  JSON.parse(readFileSync(join(root, 'examples', example, 'flow.json'), 'utf8'));

/** The flow of examples/filler, as a user would import it. */
export const fillerExample = (): Flow => flowOf('filler');
/** The flow of examples/fleet. */
export const fleetExample = (): Flow => flowOf('fleet');
/** The flow of examples/meters. */
export const metersExample = (): Flow => flowOf('meters');
/** The flow of examples/capper. */
export const capperExample = (): Flow => flowOf('capper');
/** The flow of examples/palletiser. */
export const palletiserExample = (): Flow => flowOf('palletiser');
/** The flow of examples/dashboard. */
export const dashboardExample = (): Flow => flowOf('dashboard');
