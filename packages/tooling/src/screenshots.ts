import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closeBrowser, type Gallery, root, takeScreenshots, writeContactSheet } from '@millwright/testing';
import { build } from './build/all.ts';
import { isFresh } from './build/fresh.ts';
import { failure, good, step } from './console.ts';

/** `npm run screenshots [-- <area> …]`: takes the pictures of all views, or those of some areas, and writes the contact sheet. */
const wanted = process.argv.slice(2);
const galleries = new Map<string, Gallery>();
const names = readdirSync(join(root, 'test/screenshots'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''));
for (const name of names.sort()) {
  const file = join(root, 'test/screenshots', `${name}.ts`);
  const module: { gallery?: Gallery } = await import(pathToFileURL(file).href);
  if (module.gallery) galleries.set(name, module.gallery);
}
const unknown = wanted.filter((name) => !galleries.has(name));
if (unknown.length > 0) {
  failure(
    `There are no pictures of "${unknown.join('", "')}".`,
    `npm run screenshots -- ${[...galleries.keys()].join(' | ')}`,
  );
  process.exit(1);
}

const directory = join(root, 'docs/screenshots');
try {
  if (!isFresh(root)) await build();
  for (const [name, gallery] of galleries) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    step(`Taking ${gallery.shots.length} pictures of ${name}`);
    await takeScreenshots(gallery, name, directory, (shot) => step(`  ${shot.name}`));
  }
  await writeContactSheet(galleries, directory);
  good('The contact sheet is docs/screenshots/README.md. Look at each picture.');
} catch (error) {
  failure(`The pictures could not be taken: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await closeBrowser();
}
