import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The folders of the third-party packages that a bundle contains, e.g. `node_modules/kysely`. */
function packagesIn(metafiles: readonly Metafile[]): readonly string[] {
  const folders = metafiles
    .flatMap((metafile) => Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs)))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

/** A package without a file for it has its licence in its README. */
function licenceText(folder: string): string {
  const files = readdirSync(folder);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();
  const file = files.find((name) => /^licen[cs]e/i.test(name));
  if (file) return read(file);
  const readme = files.find((name) => /^readme/i.test(name));
  const section =
    readme && /^#+ *licen[cs]e\b.*\n([\s\S]*?)(?=^#|(?![\s\S]))/im.exec(read(readme))?.[1]?.trim();
  return section || 'The package carries no licence file.';
}

/** The third-party notices for all packages that went into the given bundles. */
export function notices(root: string, metafiles: readonly Metafile[]): string {
  const parts = packagesIn(metafiles).map((relative) => {
    const folder = join(root, relative);
    const manifest = existsSync(join(folder, 'package.json'))
      ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      : {};
    const licence = manifest.license === undefined ? '' : ` (${manifest.license})`;
    return `${manifest.name} ${manifest.version}${licence}\n\n${licenceText(folder)}`;
  });
  const rule = `\n\n${'-'.repeat(72)}\n\n`;
  return `This package contains the following third-party software.${rule}${parts.join(rule)}\n`;
}
