import { cliErrors } from '../errors.ts';
import type { Instance } from '../instance/ask.ts';
import { nearest } from '../near.ts';
import { plain, short } from '../terminal/text.ts';
import { filtersAnswer } from './answers.ts';
import { askHistory } from './instance.ts';

/**
 * The part that a person means, by its name or as `kind:id`, among those that versions changed.
 *
 * @throws `cli.no-changed-part`, `cli.part-not-unique`
 */
export async function changedPart(instance: Instance, text: string): Promise<string> {
  if (/^(tab|subflow|configuration|global):/.test(text)) return text;
  const question = { path: 'filters', permission: 'millwright.history.read' };
  const { parts } = await askHistory(instance, question, filtersAnswer);
  const named = parts.map(({ value, kind, label }) => ({ value, name: label || kind }));
  const exact = named.filter(({ name }) => name === text);
  const like = named.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
  const [part, ...others] = exact.length > 0 ? exact : like;
  const name = short(plain(text), 100);
  if (!part) {
    const near = nearest(
      text,
      named.map((each) => each.name),
    );
    throw cliErrors.noChangedPart({ name, near: near.slice(0, 3).map(plain) });
  }
  if (others.length > 0) {
    throw cliErrors.partNotUnique({ name, keys: [part, ...others].map(({ value }) => plain(value)) });
  }
  return part.value;
}
