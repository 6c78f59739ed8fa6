import { join } from 'node:path';
import { checkArea } from './area.ts';
import { Draft } from './draft.ts';
import { checkFree, draftPackage, readText } from './package.ts';
import { errorAreas } from './pages.ts';
import { Refusal } from './refusal.ts';
import { completeManifest, fromTemplate, jsonText, lockstepVersion, readTemplate } from './template.ts';

const namesOf = (name: string) => ({ 'template-name': name });

/** Drafts `plugins/<name>`. @throws Refusal */
export function draftPlugin(root: string, name: string): Draft {
  checkArea('plugin', name);
  checkFree(root, name);
  const page = 'docs/errors.md';
  if (errorAreas(readText(root, page)).includes(name))
    throw new Refusal(`There are errors "${name}.…" already.`, `Choose a name that ${page} does not use.`);
  const draft = new Draft(root);
  draftPackage(draft, 'plugins', name, namesOf(name));
  draft.change(page, (text) => `${text.trimEnd()}\n\n${fromTemplate('errors.md', namesOf(name))}`);
  return draft;
}

/**
 * Makes a plugin out of the template in a folder of its own, wherever that is: for tests that need a package which is
 * not of the repository. `buildPackage` builds it there.
 *
 * @param into an existing folder; the plugin becomes a folder of its name in it
 * @returns the folder of the plugin
 * @throws Refusal when the name cannot be one, or a file is there
 */
export function scaffoldPlugin({
  into,
  name,
  version = lockstepVersion(),
}: {
  readonly into: string;
  readonly name: string;
  readonly version?: string;
}): string {
  const draft = new Draft(join(into, checkArea('plugin', name)));
  for (const [path, text] of readTemplate('plugin', namesOf(name)))
    draft.add(path, path === 'package.json' ? jsonText(completeManifest(text, version)) : text);
  draft.write(() => {});
  return draft.root;
}
