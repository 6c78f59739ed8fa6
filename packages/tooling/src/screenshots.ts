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
for (const file of readdirSync(join(root, 'test/screenshots')).sort()) {
  if (!file.endsWith('.ts')) continue;
  const module: { gallery?: Gallery } = await import(
    pathToFileURL(join(root, 'test/screenshots', file)).href
  );
  if (module.gallery) galleries.set(file.replace(/\.ts$/, ''), module.gallery);
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
