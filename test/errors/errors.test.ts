import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ErrorFamily, type ErrorRow, listErrors } from '@millwright/schema';
import { root } from '@millwright/testing';

const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
const families: Readonly<Record<string, ErrorFamily>> = { you: 'caller', plant: 'world', us: 'bug' };

const byCode = (a: ErrorRow, b: ErrorRow): number => (a.code < b.code ? -1 : 1);

/** The rows of an area, in the order of their codes. It may have several sections, each of them in that order. */
function documented(area: string): readonly ErrorRow[] {
  const marks = new RegExp(`<!-- errors:${area} -->([\\s\\S]*?)<!-- /errors:${area} -->`, 'g');
  const sections = [...page.matchAll(marks)].map(([, section = '']) => rowsOf(section));
  assert.ok(sections.length > 0, `docs/errors.md has no section between the marks "errors:${area}"`);
  for (const rows of sections) assert.deepEqual(rows, [...rows].sort(byCode), area);
  return sections.flat().sort(byCode);
}

function rowsOf(section: string): readonly ErrorRow[] {
  return [...section.matchAll(/^\| `([^`]+)` \| (\d+) \| (\w+) \| (.+) \|$/gm)].map(
    ([, code = '', status = '', move = '', meaning = '']) => {
      assert.ok(meaning.length > 20, `${code} is not explained`);
      return { code, status: Number(status), family: families[move] as ErrorFamily };
    },
  );
}

const sources = ['packages', 'plugins', 'nodes'].flatMap((room) =>
  readdirSync(join(root, room), { withFileTypes: true, recursive: true })
    .filter(({ name }) => name.endsWith('.ts') && !/\.(test|fixture|d)\./.test(name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !/[\\/](node_modules|dist|templates)[\\/]/.test(path)),
);

/** All errors, by area, as the tables in the sources declare them: an area may have several. */
async function declared(): Promise<ReadonlyMap<string, readonly ErrorRow[]>> {
  const tables = new Map<string, readonly ErrorRow[]>();
  for (const path of sources) {
    const area = /= defineErrors\('([\w-]+)'/.exec(readFileSync(path, 'utf8'))?.[1];
    if (!area) continue;
    const module: Record<string, unknown> = await import(pathToFileURL(path).href);
    for (const value of Object.values(module)) {
      if (typeof value !== 'object' || value === null) continue;
      const factories = Object.values(value);
      if (factories.length === 0 || !factories.every((factory) => typeof factory?.is === 'function'))
        continue;
      const rows = listErrors(value as Parameters<typeof listErrors>[0]);
      const of = rows[0]?.code.split('.')[0] ?? '';
      tables.set(of, [...(tables.get(of) ?? []), ...rows].sort(byCode));
    }
  }
  return tables;
}

describe('errors', () => {
  it('docs/errors.md lists exactly the codes of the tables, with their status and whose move it is', async () => {
    const tables = await declared();
    assert.ok(tables.size >= 9);
    for (const [area, rows] of tables) assert.deepEqual(documented(area), rows, area);
    const areas = new Set([...page.matchAll(/<!-- errors:([\w-]+) -->/g)].map(([, area]) => area));
    assert.deepEqual([...areas].sort(), [...tables.keys()].sort());
  });

  it('nothing that ships throws an error without a code', () => {
    const plain = sources
      .filter((path) => !/[\\/](testing|tooling|simulators)[\\/]|\.fixture\.ts$/.test(path))
      .filter((path) => /\bthrow new \w*Error\(/.test(readFileSync(path, 'utf8')));
    assert.deepEqual(plain, []);
  });
});
