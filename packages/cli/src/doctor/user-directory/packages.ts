import { dirname, join } from 'node:path';
import { attention, type Finding, fails, unchecked, works } from '../finding.ts';
import { readJson } from './files.ts';
import { declaredIn, type InstalledPackage, installedIn, nestedIn } from './installed.ts';

/** What of Millwright is installed, where, and what was asked for. */
export interface Inventory {
  /** Directly in the user directory. */
  readonly here: readonly InstalledPackage[];
  /** Below other packages, or beside Node-RED itself. */
  readonly elsewhere: readonly InstalledPackage[];
  /** Names that the user directory's package.json asks for; undefined where that cannot be read. */
  readonly declared: readonly string[] | undefined;
}

function onePackage({ name, version, missingFiles }: InstalledPackage): Finding {
  const id = `package.${name}`;
  if (version === undefined) {
    return fails(
      id,
      `The package.json of ${name} cannot be read`,
      'Install it again:',
      `npm install ${name}`,
    );
  }
  return missingFiles.length === 0
    ? works(id, `${name} ${version}`)
    : fails(
        id,
        `${name} ${version} is not complete; missing: ${missingFiles.join(', ')}`,
        'Install it again:',
        `npm install ${name}`,
      );
}

function lockstep(packages: readonly InstalledPackage[]): readonly Finding[] {
  const versions = [...new Set(packages.flatMap(({ version }) => version ?? []))].sort();
  if (versions.length < 2) return [];
  return [
    attention(
      'versions',
      `Packages of Millwright of several versions are installed: ${versions.join(', ')}`,
      'Install the same version of all, then restart Node-RED',
    ),
  ];
}

/** Copies of what Node-RED loads, by name; a link to the same folder is no second copy. */
function copies(packages: readonly InstalledPackage[]): readonly Finding[] {
  const loadable = packages.filter((each) => each.loadable);
  return [...new Set(loadable.map(({ name }) => name))].flatMap((name) => {
    const own = loadable.filter((each) => each.name === name);
    const folders = new Map(own.map(({ folder, version }) => [folder, version]));
    if (folders.size < 2) return [];
    const where = [...folders].map(([folder, version]) => `${version ?? 'unreadable'} in ${folder}`);
    return [
      attention(
        `copies.${name}`,
        `${name} is installed ${folders.size} times: ${where.join(' and ')}`,
        'Keep the one in the user directory, and uninstall the others where they lie',
      ),
    ];
  });
}

/** What npm would put there or take away. */
function asked({ here, declared }: Inventory): readonly Finding[] {
  if (declared === undefined) return [];
  const present = new Set(here.map(({ name }) => name));
  const missing = declared
    .filter((name) => !present.has(name))
    .map((name) =>
      fails(
        `package.${name}`,
        `${name} is named in package.json, and is not in node_modules`,
        'Install what is missing:',
        'npm install',
      ),
    );
  const needed = new Set([...declared, ...here.flatMap(({ needs }) => needs)]);
  const stray = here
    .filter(({ name }) => !needed.has(name))
    .map(({ name }) =>
      attention(
        `stray.${name}`,
        `${name} is in node_modules, and package.json does not name it: the next npm install or palette operation may remove it`,
        'Name it there:',
        `npm install ${name}`,
      ),
    );
  return [...missing, ...stray];
}

/** What the packages of a user directory look like: a decision over what was found. */
export function packageFindings(inventory: Inventory): readonly Finding[] {
  const all = [...inventory.here, ...inventory.elsewhere];
  // Libraries that Node-RED does not load itself do not say more to a user than the plugin they belong to.
  const shown = [
    ...new Map(all.filter(({ loadable }) => loadable).map((each) => [each.folder, each])).values(),
  ];
  const wanted = asked(inventory);
  const none =
    shown.length === 0 && !wanted.some(({ state }) => state === 'fails')
      ? [
          attention(
            'packages',
            'No package of Millwright that Node-RED loads is installed here',
            'Install one in the palette manager, or here:',
            'npm install @millwright/node-red-history',
          ),
        ]
      : [];
  return [...none, ...shown.map(onePackage), ...wanted, ...lockstep(shown), ...copies(shown)];
}

/** Node-RED loads packages from its own `node_modules` and from each further up, where global packages lie. */
export function modulesAbove(modules: string | undefined): readonly string[] {
  if (modules === undefined) return [];
  const found = [];
  for (let folder = dirname(modules); ; folder = dirname(folder)) {
    found.push(join(folder, 'node_modules'));
    if (dirname(folder) === folder) return found;
  }
}

/**
 * Looks at the packages of a user directory.
 *
 * @param besideNodeRed the `node_modules` that Node-RED itself lies in, if known
 */
export function lookAtPackages(directory: string, besideNodeRed: string | undefined): readonly Finding[] {
  const modules = join(directory, 'node_modules');
  const manifest = readJson(join(directory, 'package.json'));
  const inventory: Inventory = {
    here: installedIn(modules),
    elsewhere: [
      ...nestedIn(modules),
      ...modulesAbove(besideNodeRed)
        .filter((each) => each !== modules)
        .flatMap(installedIn),
    ],
    declared: manifest.kind === 'found' ? declaredIn(manifest.value) : undefined,
  };
  const unreadable =
    manifest.kind === 'unreadable'
      ? [
          attention(
            'package.json',
            `package.json cannot be read: ${manifest.reason}`,
            'Mend it, or put it back from a backup: npm and the palette manager need it',
          ),
        ]
      : [];
  const beside =
    besideNodeRed === undefined
      ? [unchecked('packages.beside', 'Whether packages also lie beside Node-RED itself is not known')]
      : [];
  return [...unreadable, ...packageFindings(inventory), ...beside];
}
