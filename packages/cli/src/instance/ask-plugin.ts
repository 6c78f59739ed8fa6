import { type CodedError, isCodedError } from '@millwright/schema';
import type * as v from 'valibot';
import { cliErrors } from '../errors.ts';
import { ask, type Instance, type Question } from './ask.ts';
import { askFor } from './ask-for.ts';

/** A plugin of Millwright, with what tells whether it is there. */
export interface Plugin {
  readonly area: string;
  /** A route that each version of it has, below its area. */
  readonly always: Pick<Question, 'path' | 'permission'>;
  /** It is there, and lacks a route. */
  readonly older: (url: string, options: ErrorOptions) => CodedError;
  readonly none: (url: string, options: ErrorOptions) => CodedError;
}

/**
 * Asks a route of a plugin.
 *
 * @param question its path is the one below `/millwright/<area>/`
 * @throws what the plugin gives for its absence, its own coded errors, those of {@link ask}
 */
export async function askPlugin<Schema extends v.GenericSchema>(
  plugin: Plugin,
  instance: Instance,
  question: Question,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  try {
    return await askFor(instance, { ...question, path: below(plugin, question.path) }, schema);
  } catch (error) {
    throw cliErrors.notFound.is(error) ? await whyNothingIsThere(plugin, instance, error) : error;
  }
}

const below = ({ area }: Plugin, path: string): string => `millwright/${area}/${path}`;

/** Whether a route answers: whatever is said in place of an answer, "nothing there" excepted, says that it is there. */
async function answers(instance: Instance, { area }: Plugin, question: Question): Promise<boolean> {
  try {
    await ask(instance, question);
    return true;
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const { code } = error;
    return (
      code === cliErrors.logInNeeded.code ||
      code === cliErrors.tokenRefused.code ||
      code.startsWith(`${area}.`)
    );
  }
}

async function whyNothingIsThere(plugin: Plugin, instance: Instance, notFound: unknown): Promise<unknown> {
  const url = instance.base.href;
  const options = { cause: notFound };
  const { path, permission } = plugin.always;
  if (await answers(instance, plugin, { path: below(plugin, path), permission })) {
    return plugin.older(url, options);
  }
  return (await answers(instance, plugin, { path: 'settings', permission: 'settings.read' }))
    ? plugin.none(url, options)
    : notFound;
}
