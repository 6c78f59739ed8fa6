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

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file ? readFileSync(join(folder, file), 'utf8').trim() : 'The package carries no licence file.';
}

/** The third-party notices for all packages that went into the given bundles. */
export function notices(root: string, metafiles: readonly Metafile[]): string {
  const parts = packagesIn(metafiles).map((relative) => {
    const folder = join(root, relative);
    const manifest = existsSync(join(folder, 'package.json'))
      ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      : {};
    return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${licenceText(folder)}`;
  });
  const rule = `\n\n${'-'.repeat(72)}\n\n`;
  return `This package contains the following third-party software.${rule}${parts.join(rule)}\n`;
}
