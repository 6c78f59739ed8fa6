import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkArea } from './area.ts';
import { Draft } from './draft.ts';
import { checkName } from './name.ts';
import { checkFree, draftPackage, readText } from './package.ts';
import { insertLines } from './pages.ts';
import { Refusal } from './refusal.ts';
import { fromTemplate, jsonText, readTemplate } from './template.ts';

/** Drafts the node `mw-<pack>-<name>` for `<pack>/<name>`, with its pack where there is none. @throws Refusal */
export function draftNode(root: string, path: string): Draft {
  const [pack = '', name = '', ...more] = path.split('/');
  if (name === '' || more.length > 0)
    throw new Refusal(
      `"${path}" does not name a pack and a node.`,
      'Write both with a slash in between, such as modbus/write.',
    );
  checkArea('pack of nodes', pack);
  checkName('node', name);
  const draft = new Draft(root);
  const names = { 'template-pack': pack, 'template-name': name };
  if (existsSync(join(root, 'nodes', pack, 'package.json'))) addToPack(draft, pack, name, names);
  else {
    checkFree(root, pack);
    draftPackage(draft, 'nodes', pack, names);
  }
  return draft;
}

/** A node more for a pack: its folder, and a line wherever the pack names its nodes. */
function addToPack(draft: Draft, pack: string, name: string, names: Readonly<Record<string, string>>): void {
  const directory = `nodes/${pack}`;
  const type = `mw-${pack}-${name}`;
  const manifest = JSON.parse(readText(draft.root, `${directory}/package.json`));
  if (manifest['node-red-dashboard-2'] !== undefined)
    throw new Refusal(
      `The pack ${pack} holds widgets of Dashboard, which no template makes.`,
      `Begin with a copy of a widget's folder in ${directory}/src, and enter its type wherever that of the first one stands.`,
    );
  if (
    manifest['node-red']?.nodes?.[type] !== undefined ||
    existsSync(join(draft.root, directory, 'src', type))
  )
    throw new Refusal(`The pack ${pack} has a node ${type} already.`, 'Choose another name for the node.');
  for (const [path, text] of readTemplate('pack', names)) {
    if (path.startsWith(`src/${type}/`)) draft.add(`${directory}/${path}`, text);
  }
  draft.change(`${directory}/package.json`, (text) => addType(text, type));
  for (const side of ['runtime', 'editor']) {
    const path = `src/${side}/main.ts`;
    draft.change(`${directory}/${path}`, (text) =>
      addEntry(text, fromTemplate(`pack/${path}`, names), type, path),
    );
  }
  const rows = fromTemplate('pack/README.md', names)
    .split('\n')
    .filter((line) => line.startsWith('| **'));
  draft.change(`${directory}/README.md`, (text) =>
    insertLines(`${directory}/README.md`, text, rows, { after: /^\| \*\*/ }),
  );
}

function addType(text: string, type: string): string {
  const manifest = JSON.parse(text);
  const entries = manifest['node-red'];
  const nodes = { ...entries.nodes, [type]: `dist/${type}.cjs` };
  return jsonText({ ...manifest, 'node-red': { ...entries, nodes } });
}

/** Takes over from the template's file what it says about its node: the imports, and the entry in the object at the end. */
function addEntry(text: string, template: string, type: string, path: string): string {
  const lines = template.split('\n');
  const imports = lines.filter((line) => line.includes(`from '../${type}/`));
  const entry = lines.filter((line) => /^ {2}\[\w+\.type\]:/.test(line));
  const imported = insertLines(path, text, imports, { after: /^(import .*|\}) from '.*';$/ });
  return insertLines(path, imported, entry, { before: /^\}\)?;$/ });
}
