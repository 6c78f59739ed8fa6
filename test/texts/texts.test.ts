import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { statusTexts } from '@millwright/runtime';
import { flattenTexts, type NodeDefinition, textDifferences, textKeys } from '@millwright/schema';
import { loadablePackages, root } from '@millwright/testing';

const languages = ['en-US', 'de'] as const;
type Catalogues = Readonly<Record<(typeof languages)[number], unknown>>;

/** The catalogues in a folder, English first. */
const catalogues = (folder: string): Catalogues =>
  Object.fromEntries(
    languages.map((language) => [
      language,
      JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')),
    ]),
  ) as Catalogues;

/** All that a source exports. */
async function exportsOf(path: string): Promise<readonly unknown[]> {
  const module: Record<string, unknown> = await import(pathToFileURL(path).href);
  return Object.values(module);
}

const isDefinition = (value: unknown): value is NodeDefinition =>
  typeof value === 'object' && value !== null && 'ownProblems' in value;

const packages = loadablePackages(root);
const sourcesOf = ({ directory }: (typeof packages)[number]): string => join(directory, 'src');

describe('the texts of nodes', () => {
  for (const pack of packages) {
    for (const type of pack.nodes) {
      const folder = join(sourcesOf(pack), type);

      it(`${type}: schema, English and German agree`, async () => {
        const node = (await exportsOf(join(folder, 'schema.ts'))).find(isDefinition);
        assert.equal(node?.type, type, 'schema.ts exports the declaration of this type');
        const keys = [...textKeys(node), ...(node.kind === 'node' ? Object.keys(statusTexts) : [])];
        assert.deepEqual(textDifferences(keys, catalogues(join(folder, 'locales'))), []);
      });

      it(`${type}: has its help in English and German, and an icon`, () => {
        const wanted = ['help/en-US.md', 'help/de.md', 'icon.svg'].map((file) => join(folder, file));
        assert.deepEqual(
          wanted.filter((path) => !existsSync(path)).map((path) => relative(root, path)),
          [],
        );
      });

      it(`${type}: no status is longer than 20 characters, whatever it counts`, () => {
        for (const catalogue of Object.values(catalogues(join(folder, 'locales')))) {
          const texts = flattenTexts(catalogue);
          for (const [key, values] of Object.entries(statusTexts)) {
            const text = Object.entries(values).reduce(
              (filled, [name, value]) => filled.replaceAll(`__${name}__`, String(value)),
              texts.get(key) ?? '',
            );
            assert.ok(text.length <= 20 && !text.includes('__'), text);
          }
        }
      });
    }
  }
});

describe('the texts of plugins', () => {
  for (const plugin of packages.filter((each) => existsSync(join(sourcesOf(each), 'locales')))) {
    const folder = join(sourcesOf(plugin), 'locales');

    it(`${plugin.name}: English and German agree`, () => {
      const found = catalogues(folder);
      assert.deepEqual(textDifferences([...flattenTexts(found['en-US']).keys()], found), []);
    });

    it(`${plugin.name}: each error of its own has a text`, async () => {
      const errors = join(sourcesOf(plugin), 'common/errors.ts');
      if (!existsSync(errors)) return;
      const codes = (await exportsOf(errors))
        .flatMap((table) => Object.values(table as object))
        .flatMap((factory: { readonly code?: unknown }) =>
          typeof factory?.code === 'string' ? factory.code : [],
        );
      assert.ok(codes.length > 0, 'common/errors.ts exports a table of errors');
      const texts = flattenTexts(catalogues(folder)['en-US']);
      assert.deepEqual(
        codes.filter((code) => !texts.has(`error.${code}`)),
        [],
      );
    });
  }
});
