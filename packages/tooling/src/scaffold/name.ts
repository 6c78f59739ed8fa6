import { Refusal } from './refusal.ts';
import { templateFiles } from './template-files.ts';

/** Package names, type names and error codes are made of a name; a status or a palette has little room. */
const maxLength = 30;

/** What a source of a template is called, without its extensions: `model` of `plugin/src/editor/model.test.ts`. */
const sourceName = (path: string): string | undefined =>
  /\/src\/(?:.*\/)?([^/.]+)(?:\.\w+)*\.ts$/.exec(path)?.[1];

/**
 * Names that would collide with something that every package has: its sources, the door's own routes, the worker of
 * the build, and functions that the sources import (`registerNode`, `defineErrors`, `installStyle`).
 */
const reserved: ReadonlySet<string | undefined> = new Set([
  ...['door', 'worker', 'define', 'register', 'install'],
  ...['plugin', 'pack'].flatMap(templateFiles).map(sourceName),
]);

/** Checks a name that somebody typed. @throws Refusal */
export function checkName(what: string, name: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Refusal(
      `"${name}" cannot be the name of a ${what}.`,
      'Use lower-case words of letters and digits with a hyphen in between, such as heat-map.',
    );
  if (name.length > maxLength)
    throw new Refusal(
      `"${name}" is ${name.length} characters long.`,
      `Choose a name for the ${what} of at most ${maxLength} characters.`,
    );
  if (reserved.has(name))
    throw new Refusal(`"${name}" means something else already.`, `Choose another name for the ${what}.`);
  return name;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The forms in which a name stands in sources and texts: `heat-map`, `heatMap`, `HeatMap`, `heat map`, `Heat map`. */
function forms(name: string): readonly string[] {
  const words = name.split('-');
  const pascal = words.map(capitalised).join('');
  const spoken = words.join(' ');
  return [name, pascal.charAt(0).toLowerCase() + pascal.slice(1), pascal, spoken, capitalised(spoken)];
}

/**
 * Puts names in the place of others, in all their forms and in one pass.
 *
 * @param names the new name by the one that stands in the text
 */
export function rename(text: string, names: Readonly<Record<string, string>>): string {
  const replacements = new Map(
    Object.entries(names).flatMap(([from, to]) => {
      const after = forms(to);
      return forms(from).map((form, index) => [form, after[index] ?? to] as const);
    }),
  );
  return text.replace(
    new RegExp([...replacements.keys()].join('|'), 'g'),
    (found) => replacements.get(found) ?? found,
  );
}
