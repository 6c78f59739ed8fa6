import { definePlugin, ownPackage } from '@millwright/runtime';
import { workerBeside } from '@millwright/store';
import { area } from '../common/routes.ts';
import { startFleet } from './fleet.ts';

/** A device that finds a half-written switch repairs it before Node-RED loads its flows: restaged modules may take minutes. */
const startPatience = 15 * 60_000;

export const entries = {
  fleet: definePlugin({
    id: 'fleet',
    area,
    ...ownPackage(import.meta.url),
    startPatience,
    start: (host) => startFleet(host, workerBeside(import.meta.url)),
  }),
};
