import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { statusTexts } from '@millwright/runtime';
import { flattenTexts, textDifferences, textKeys } from '@millwright/schema';
import { connectionNode } from './mw-modbus-connection/schema.ts';
import { readNode } from './mw-modbus-read/schema.ts';
import { tagsNode } from './mw-modbus-tags/schema.ts';
import { watchNode } from './mw-modbus-watch/schema.ts';

const languages = ['en-US', 'de'] as const;
type Catalogues = Readonly<Record<(typeof languages)[number], unknown>>;

const catalogues = (type: string): Catalogues =>
  Object.fromEntries(
    languages.map((language) => [
      language,
      JSON.parse(readFileSync(new URL(`${type}/locales/${language}.json`, import.meta.url), 'utf8')),
    ]),
  ) as Catalogues;

describe('the texts of the Modbus nodes', () => {
  for (const node of [connectionNode, tagsNode, readNode, watchNode]) {
    const keys = [...textKeys(node), ...(node.kind === 'node' ? Object.keys(statusTexts) : [])];

    it(`${node.type}: schema, English and German agree`, () => {
      assert.deepEqual(textDifferences(keys, catalogues(node.type)), []);
    });
  }

  for (const node of [readNode, watchNode]) {
    it(`${node.type}: no status is longer than 20 characters, whatever it counts`, () => {
      for (const catalogue of Object.values(catalogues(node.type))) {
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
});
