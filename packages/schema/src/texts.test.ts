import assert from 'node:assert/strict';
import { field } from './field.ts';
import { defineNode } from './node.ts';
import { textDifferences, textKeys } from './texts.ts';

const node = defineNode({
  type: 'mw-press',
  kind: 'node',
  version: 1,
  fields: {
    name: field.text({ pattern: { expression: /^[a-z]*$/, problem: 'bad-name' } }),
    mode: field.choice({ options: ['fast', 'slow'], default: 'slow', hint: true }),
    steps: field.rows({ maxRows: 3, columns: { stroke: field.integer({ default: 1, min: 0, max: 9 }) } }),
  },
  problems: ['too-fast'],
  check: () => [],
});

const english = {
  label: 'press',
  fields: {
    name: { label: 'Name' },
    mode: { label: 'Mode', hint: 'How fast', options: { fast: 'Fast', slow: 'Slow' } },
    steps: { label: 'Steps', add: 'Add step', empty: 'No step', columns: { stroke: { label: 'Stroke' } } },
  },
  problems: { 'bad-name': 'Only letters', 'too-fast': 'At most __max__' },
};

describe('the texts of a node', () => {
  it('follow from its schema', () => {
    assert.deepEqual(textKeys(node), [
      'label',
      'fields.name.label',
      'fields.mode.label',
      'fields.mode.hint',
      'fields.mode.options.fast',
      'fields.mode.options.slow',
      'fields.steps.label',
      'fields.steps.add',
      'fields.steps.empty',
      'fields.steps.columns.stroke.label',
      'problems.too-fast',
      'problems.bad-name',
    ]);
  });

  it('are right when every language has them all', () => {
    assert.deepEqual(textDifferences(textKeys(node), { 'en-US': english, de: english }), []);
  });

  it('are compared by key, content and placeholders', () => {
    const german = {
      ...english,
      label: ' ',
      extra: 'x',
      problems: { 'bad-name': 'Nur Buchstaben', 'too-fast': 'Höchstens __maximum__' },
      fields: { ...english.fields, name: {} },
    };
    assert.deepEqual(textDifferences(textKeys(node), { 'en-US': english, de: german }), [
      'de: fields.name.label is missing',
      'de: label is empty',
      'de: extra is not used',
      'de: problems.too-fast has other placeholders than en-US',
    ]);
  });

  it('may have more below the prefixes that a test names, then in every language', () => {
    const german = { ...english, status: { online: 'verbunden' } };
    assert.deepEqual(textDifferences(textKeys(node), { 'en-US': english, de: german }, ['status']), [
      'en-US: status.online is missing',
    ]);
  });
});
