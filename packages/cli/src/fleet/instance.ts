import type * as v from 'valibot';
import { cliErrors } from '../errors.ts';
import type { Instance, Question } from '../instance/ask.ts';
import { askPlugin, type Plugin } from '../instance/ask-plugin.ts';

/** What a route asks for. */
export const permissions = { read: 'millwright.fleet.read', write: 'millwright.fleet.write' } as const;

const fleet: Plugin = {
  area: 'fleet',
  always: { path: 'state', permission: permissions.read },
  older: (url, options) => cliErrors.fleetOlder({ url }, options),
  none: (url, options) => cliErrors.noFleet({ url }, options),
};

/** The path of a route of fleet, below the admin root. */
export const pathOf = (path: string): string => `millwright/${fleet.area}/${path}`;

/**
 * Asks a route of fleet.
 *
 * @param question its path is the one below `/millwright/fleet/`
 * @throws `cli.no-fleet`, `cli.fleet-older`, the coded errors of fleet itself, those of `ask`
 */
export const askFleet = <Schema extends v.GenericSchema>(
  instance: Instance,
  question: Question,
  schema: Schema,
): Promise<v.InferOutput<Schema>> => askPlugin(fleet, instance, question, schema);
