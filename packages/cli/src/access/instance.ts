import type * as v from 'valibot';
import { cliErrors } from '../errors.ts';
import type { Instance, Question } from '../instance/ask.ts';
import { askPlugin, type Plugin } from '../instance/ask-plugin.ts';
import { type CurrentPolicy, policyAnswer } from './answers.ts';

const access: Plugin = {
  area: 'access',
  always: { path: 'state', permission: 'millwright.access.read' },
  older: (url, options) => cliErrors.accessOlder({ url }, options),
  none: (url, options) => cliErrors.noAccess({ url }, options),
};

/** What a route asks for. */
export const permissions = { read: 'millwright.access.read', write: 'millwright.access.write' } as const;

/**
 * Asks a route of access.
 *
 * @param question its path is the one below `/millwright/access/`
 * @throws `cli.no-access`, `cli.access-older`, the coded errors of access itself, those of `ask`
 */
export const askAccess = <Schema extends v.GenericSchema>(
  instance: Instance,
  question: Question,
  schema: Schema,
): Promise<v.InferOutput<Schema>> => askPlugin(access, instance, question, schema);

/** A policy is at most 2 MB, and comes with a few words. */
const mostBytes = 8 * 1024 * 1024;

export const currentPolicy = (instance: Instance): Promise<CurrentPolicy> =>
  askAccess(instance, { path: 'policy', permission: permissions.read, mostBytes }, policyAnswer);

/** Changes the rules: the answer is what holds from then on. */
export const changePolicy = (
  instance: Instance,
  question: { readonly path: string; readonly method: 'PUT' | 'POST'; readonly body: unknown },
): Promise<CurrentPolicy> =>
  askAccess(instance, { ...question, permission: permissions.write, mostBytes }, policyAnswer);
