import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type LoadablePackage, root } from '@millwright/testing';
import type { Metafile } from 'esbuild';
import { bundleForDashboard, bundleForEditor, bundleForNode } from './bundle.ts';
import { helpHtml, nodeHtml } from './node-html.ts';
import { notices } from './notices.ts';

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function filesOf(directory: string): Promise<readonly string[]> {
  return existsSync(directory) ? readdir(directory) : [];
}

/** Node-RED looks for texts beside the entry: `locales/<language>/<entry>.json`. */
async function copyTexts(from: string, dist: string, entry: string): Promise<void> {
  for (const file of await filesOf(from)) {
    const language = file.replace(/\.json$/, '');
    await write(join(dist, 'locales', language, `${entry}.json`), await readFile(join(from, file), 'utf8'));
  }
}

async function buildNode(sourceDirectory: string, dist: string, type: string): Promise<void> {
  const source = join(sourceDirectory, type);
  await write(join(dist, `${type}.cjs`), `module.exports = require('./main.cjs').entries['${type}'];\n`);
  await write(
    join(dist, `${type}.html`),
    nodeHtml(type, await readFile(join(source, 'help/en-US.md'), 'utf8')),
  );
  for (const file of await filesOf(join(source, 'help'))) {
    const language = file.replace(/\.md$/, '');
    if (language === 'en-US') continue;
    await write(
      join(dist, 'locales', language, `${type}.html`),
      helpHtml(type, await readFile(join(source, 'help', file), 'utf8')),
    );
  }
  await copyTexts(join(source, 'locales'), dist, type);
  const icon = join(source, 'icon.svg');
  if (existsSync(icon)) {
    await mkdir(join(dist, 'icons'), { recursive: true });
    await copyFile(icon, join(dist, 'icons', `${type}.svg`));
  }
}

/** Builds `dist/` of one package that Node-RED loads: self-contained, nothing of it is needed from elsewhere. */
export async function buildPackage(
  loadable: LoadablePackage,
  dist = join(loadable.directory, 'dist'),
): Promise<void> {
  const source = join(loadable.directory, 'src');
  await rm(dist, { recursive: true, force: true });
  const metafiles: Metafile[] = [
    await bundleForNode(join(source, 'runtime/main.ts'), join(dist, 'main.cjs')),
  ];
  const worker = join(source, 'runtime/worker.ts');
  if (existsSync(worker)) metafiles.push(await bundleForNode(worker, join(dist, 'worker.cjs')));

  // What others than Node-RED load, as it stands.
  const plain = join(source, 'plain');
  for (const file of await filesOf(plain)) await copyFile(join(plain, file), join(dist, file));

  if (loadable.client !== undefined) {
    const resources = join(loadable.directory, 'resources');
    await rm(resources, { recursive: true, force: true });
    metafiles.push(
      await bundleForDashboard(join(source, 'client/main.ts'), join(resources, loadable.client)),
    );
  }

  const editor = join(source, 'editor/main.ts');
  const bundle = existsSync(editor) ? await bundleForEditor(editor) : undefined;
  if (bundle) metafiles.push(bundle.metafile);
  for (const plugin of loadable.plugins) {
    await write(
      join(dist, `${plugin}.cjs`),
      `module.exports = require('./main.cjs').entries['${plugin}'];\n`,
    );
    if (bundle)
      await write(join(dist, `${plugin}.html`), `<script type="text/javascript">\n${bundle.text}</script>\n`);
    await copyTexts(join(source, 'locales'), dist, plugin);
  }
  for (const node of loadable.nodes) await buildNode(source, dist, node);
  await copyFile(join(root, 'LICENSE'), join(dist, 'LICENSE'));
  await write(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices(root, metafiles));
}
