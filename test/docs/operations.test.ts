import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogueRow, catalogue, functionCatalogue, isRefusable } from '@millwright/runtime';
import { root } from '@millwright/testing';

const marks = /<!-- operations -->\n([\s\S]*?)\n<!-- \/operations -->/;

/** A row of the catalogue as the page has it. */
function lineOf(row: CatalogueRow): string {
  const { name, title, action, kind, requests } = row;
  const called = functionCatalogue.find((each) => each.name === name);
  const locks = called?.locks?.join(', ') ?? '';
  const refusable = !called || isRefusable(called) ? 'yes' : 'no';
  const sent = requests.map((request) => `\`${request}\``).join('<br>');
  return `| \`${name}\` | ${title} | \`${action}\` | ${kind} | ${sent} | ${locks} | ${refusable} |`;
}

describe('docs/operations.md', () => {
  it('lists the catalogue, row by row', () => {
    const [, table = ''] = marks.exec(readFileSync(join(root, 'docs/operations.md'), 'utf8')) ?? [];
    const [, , ...lines] = table.split('\n');
    assert.deepEqual(lines, catalogue.map(lineOf));
  });
});
