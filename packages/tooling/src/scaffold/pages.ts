import { Refusal } from './refusal.ts';
import { jsonText } from './template.ts';

/** Puts lines after the last one that `after` finds, or before the last one that `before` finds. */
export function insertLines(
  page: string,
  text: string,
  lines: readonly string[],
  place: { readonly after: RegExp } | { readonly before: RegExp },
): string {
  const all = text.split('\n');
  const pattern = 'after' in place ? place.after : place.before;
  const found = all.findLastIndex((line) => pattern.test(line));
  if (found < 0)
    throw new Refusal(
      `${page} has no line like ${pattern}, where something new would be entered.`,
      'Put that line back, or change packages/tooling/src/scaffold with the page.',
    );
  return all.toSpliced('after' in place ? found + 1 : found, 0, ...lines).join('\n');
}

/** Enters a package in the table of rooms and in the import table of ARCHITECTURE.md. */
export function addRooms(text: string, room: 'plugins' | 'nodes', name: string): string {
  const rows = [
    `| ${room}/${name}/common | schema | pure |`,
    `| ${room}/${name}/runtime | schema, runtime | node |`,
    `| ${room}/${name}/editor | schema, editor | browser |`,
  ];
  const entered = insertLines('ARCHITECTURE.md', text, rows, { after: new RegExp(`^\\| ${room}/`) });
  return entered.replace(new RegExp(`^\\| \`${room}/\` \\| .*\``, 'm'), (row) => `${row}, \`${name}\``);
}

/** Enters a package in the table of README.md. */
export function addReadmeRow(
  text: string,
  room: 'plugins' | 'nodes',
  name: string,
  manifest: { readonly name: string; readonly description: string },
): string {
  const row = `| [\`${manifest.name}\`](${room}/${name}) | ${manifest.description} | just begun |`;
  return insertLines('README.md', text, [row], { after: new RegExp(`^\\| \\[.*\\]\\(${room}/`) });
}

/** Adds a project to the root tsconfig.json, before the tests. */
export function addProject(text: string, path: string): string {
  const config = JSON.parse(text);
  const references: { readonly path: string }[] = config.references;
  const tests = references.findIndex((reference) => reference.path === 'test');
  return jsonText({ ...config, references: references.toSpliced(tests, 0, { path }) });
}

/** Enters a workspace in package-lock.json as npm does, so that nothing has to be installed. */
export function addToLock(
  text: string,
  directory: string,
  manifest: {
    readonly name: string;
    readonly version: string;
    readonly license: string;
    readonly engines: object;
    readonly devDependencies: object;
  },
): string {
  const lock: { packages: Record<string, unknown> } = JSON.parse(text);
  const { name, version, license, engines, devDependencies } = manifest;
  const packages = {
    ...lock.packages,
    [directory]: { name, version, license, devDependencies, engines },
    [`node_modules/${name}`]: { resolved: directory, link: true },
  };
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return jsonText({ ...lock, packages: Object.fromEntries(sorted) });
}

/** The areas whose errors docs/errors.md lists. */
export function errorAreas(text: string): readonly string[] {
  return [...text.matchAll(/<!-- errors:([\w-]+) -->/g)].map(([, area = '']) => area);
}
