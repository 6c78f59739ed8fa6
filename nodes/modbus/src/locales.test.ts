import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { textDifferences, textKeys } from '@millwright/schema';
import { connectionNode } from './mw-modbus-connection/schema.ts';
import { readNode } from './mw-modbus-read/schema.ts';
import { tagsNode } from './mw-modbus-tags/schema.ts';
import { watchNode } from './mw-modbus-watch/schema.ts';

const catalogue = (type: string, language: string): unknown =>
  JSON.parse(readFileSync(new URL(`${type}/locales/${language}.json`, import.meta.url), 'utf8'));

describe('the texts of the Modbus nodes', () => {
  for (const node of [connectionNode, tagsNode, readNode, watchNode]) {
    it(`${node.type}: schema, English and German agree`, () => {
      const catalogues = { 'en-US': catalogue(node.type, 'en-US'), de: catalogue(node.type, 'de') };
      assert.deepEqual(textDifferences(textKeys(node), catalogues, ['status']), []);
    });
  }
});
