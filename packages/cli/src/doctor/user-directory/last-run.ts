import { join, sep } from 'node:path';
import { attention, type Finding, unchecked, works } from '../finding.ts';
import { isObject, objectIn, readJson, textIn } from './files.ts';

/** What Node-RED wrote down in its user directory when it last ran. */
export interface LastRun {
  readonly nodeRed: string | undefined;
  /** The `node_modules` that Node-RED itself lies in: it loads packages from there too. */
  readonly modules: string | undefined;
  readonly findings: readonly Finding[];
}

const file = '.config.nodes.json';

function modulesOf(core: unknown): string | undefined {
  for (const set of Object.values(objectIn(core, 'nodes'))) {
    const path = textIn(set, 'file');
    const end = path?.lastIndexOf(`${sep}node_modules${sep}@node-red${sep}`) ?? -1;
    if (path !== undefined && end >= 0) return join(path.slice(0, end), 'node_modules');
  }
  return undefined;
}

function versionFinding(version: string | undefined): Finding {
  if (version === undefined) {
    return unchecked('node-red', `The version of Node-RED is not known: ${file} does not name one`);
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 4 || (major === 4 && minor >= 1)
    ? works('node-red', `Node-RED ${version} ran here last`)
    : attention(
        'node-red',
        `Node-RED ${version} ran here last, and Millwright needs 4.1 or newer`,
        'Update Node-RED',
      );
}

/** Packages of ours whose nodes are switched off, or that wait for a restart. */
function ownFindings(modules: Readonly<Record<string, unknown>>): readonly Finding[] {
  return Object.entries(modules)
    .filter(([name]) => name.startsWith('@millwright/'))
    .flatMap(([name, entry]) => {
      const off = Object.values(objectIn(entry, 'nodes'))
        .filter((set) => isObject(set) && set['enabled'] === false)
        .map((set) => textIn(set, 'name') ?? '?');
      const pending = textIn(entry, 'pending_version');
      return [
        ...(off.length === 0
          ? []
          : [
              attention(
                `disabled.${name}`,
                `Nodes of ${name} are disabled: ${off.join(', ')}`,
                'Enable them in the palette manager, if that was not on purpose',
              ),
            ]),
        ...(pending === undefined
          ? []
          : [attention(`pending.${name}`, `${name} ${pending} waits for a restart`, 'Restart Node-RED')]),
      ];
    });
}

export function lastRun(directory: string): LastRun {
  const read = readJson(join(directory, file));
  if (read.kind === 'missing') {
    return {
      nodeRed: undefined,
      modules: undefined,
      findings: [unchecked('node-red', `Node-RED has not run here yet: there is no ${file}`)],
    };
  }
  if (read.kind === 'unreadable') {
    return {
      nodeRed: undefined,
      modules: undefined,
      findings: [
        attention(
          'node-red',
          `${file} cannot be read: ${read.reason}`,
          'If Node-RED starts, it writes a new one; the .backup beside it is the former one',
        ),
      ],
    };
  }
  const core = read.value['node-red'];
  const nodeRed = textIn(core, 'version');
  return {
    nodeRed,
    modules: modulesOf(core),
    findings: [versionFinding(nodeRed), ...ownFindings(read.value)],
  };
}
