import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ErrorFamily, type ErrorRow, listErrors } from '@millwright/schema';
import { root } from '@millwright/testing';

const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
const families: Readonly<Record<string, ErrorFamily>> = { you: 'caller', plant: 'world', us: 'bug' };

/** The rows of one section of the page, in the order of the page. */
function documented(area: string): readonly ErrorRow[] {
  const section = new RegExp(`<!-- errors:${area} -->([\\s\\S]*?)<!-- /errors:${area} -->`).exec(page)?.[1];
  assert.ok(section, `docs/errors.md has no section between the marks "errors:${area}"`);
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

/** All tables of errors, by area, as the sources declare them. */
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
      tables.set(rows[0]?.code.split('.')[0] ?? '', rows);
    }
  }
  return tables;
}

describe('errors', () => {
  it('docs/errors.md lists exactly the codes of the tables, with their status and whose move it is', async () => {
    const tables = await declared();
    assert.ok(tables.size >= 9);
    for (const [area, rows] of tables) assert.deepEqual(documented(area), rows, area);
    const sections = [...page.matchAll(/<!-- errors:([\w-]+) -->/g)].map(([, area]) => area);
    assert.deepEqual(sections.sort(), [...tables.keys()].sort());
  });

  it('nothing that ships throws an error without a code', () => {
    const plain = sources
      .filter((path) => !/[\\/](testing|tooling|simulators)[\\/]|\.fixture\.ts$/.test(path))
      .filter((path) => /\bthrow new \w*Error\(/.test(readFileSync(path, 'utf8')));
    assert.deepEqual(plain, []);
  });
});
