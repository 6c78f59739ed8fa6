// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of this form are Node-RED's variables
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writerExtras } from '@millwright/plc/editor';
import { checkValue } from './check-value.ts';

const table = {
  tags: [
    { name: 'count', address: 'DB1.DBW0:INT', access: 'read-write' },
    { name: 'limited', address: 'DB1.DBW2:INT', access: 'read-write', min: 0, max: 100 },
    { name: 'scaled', address: 'DB1.DBW4:INT', access: 'read-write', factor: 0.5, max: 10.3 },
    { name: 'run', address: 'DB1.DBX6.0', access: 'write' },
    { name: 'recipe', address: 'DB1.DBB8:STRING[4]', access: 'read-write' },
    { name: 'list', address: 'DB1.DBW20:INT[3]', access: 'read-write' },
    { name: 'when', address: 'DB1.DBB30:DTL', access: 'read-write' },
    { name: 'total', address: 'DB1.DBB50:LINT', access: 'read-write', max: '100' },
    { name: 'words', address: 'DB1.DBB80:STRING[4][2]', access: 'read-write' },
    { name: 'day', address: 'DB1.DBB100:DATE', access: 'read-write' },
    { name: 'pause', address: 'T5', access: 'read-write' },
    { name: 'delay', address: 'DB1.DBW110:S5TIME', access: 'read-write' },
    { name: 'watched', address: 'DB1.DBW60' },
    { name: 'broken', address: 'DB1', access: 'read-write' },
    { name: 'open', address: '${PLACE}', access: 'read-write' },
    { name: 'free', address: 'DB1.DBW70:INT', access: 'read-write', max: '${MOST}' },
  ],
};

/** What is said of one value. */
const problemsOf = (tag: string, value: string) =>
  writerExtras(checkValue).checks['values']?.({ tags: 'table', values: [{ tag, value }] }, (id) =>
    id === 'table' ? table : undefined,
  );

const wrong = (code: string, details: object = {}, column = 'value') => ({
  path: ['values', 0, column],
  code,
  details,
});

describe('a value that is typed for an S7 tag in the form of a write', () => {
  for (const [tag, value] of [
    ['count', '-7'],
    ['limited', '100'],
    ['scaled', '5.2'],
    ['run', 'on'],
    ['recipe', 'soda'],
    ['list', '1, 2, 3'],
    ['when', '2026-11-28T06:30:00Z'],
    ['total', '99'],
    ['count', '${VALUE}'],
    ['count', ''],
    ['broken', 'anything'],
    ['open', 'anything'],
    ['free', '5'],
  ] as const)
    it(`is right: ${tag} = "${value}"`, () => assert.deepEqual(problemsOf(tag, value), []));

  for (const [tag, value, code, details] of [
    ['count', 'fast', 'wrong-type', { type: 'INT' }],
    ['count', '70000', 'value-does-not-fit', { type: 'INT' }],
    ['count', '1.5', 'value-does-not-fit', { type: 'INT' }],
    ['limited', '101', 'beyond-limits', { min: 0, max: 100 }],
    ['scaled', '10.28', 'above-highest', { max: 10.3 }],
    ['run', '2', 'wrong-type', { type: 'BOOL' }],
    ['recipe', 'lemonade', 'value-does-not-fit', { type: 'STRING[4]' }],
    ['list', '1, 2', 'wrong-length', { type: 'INT[3]', given: 2, wanted: 3 }],
    ['words', 'a, b', 'wrong-type', { type: 'STRING[4][2]' }],
    ['day', '28.11.2026', 'value-does-not-fit', { type: 'DATE' }],
    ['pause', '9995', 'value-does-not-fit', { type: 'TIMER' }],
    ['delay', '99950', 'value-does-not-fit', { type: 'S5TIME' }],
    ['list', '1, 70000, 3', 'value-does-not-fit', { type: 'INT[3]' }],
    ['when', 'tomorrow', 'value-does-not-fit', { type: 'DTL' }],
    ['total', '9007199254740993', 'above-highest', { max: 100 }],
  ] as const)
    it(`is ${code}: ${tag} = "${value}"`, () => {
      const [problem, ...more] = problemsOf(tag, value) ?? [];
      assert.deepEqual(more, []);
      const shown = Object.fromEntries(Object.keys(details).map((name) => [name, problem?.details?.[name]]));
      assert.deepEqual({ ...problem, details: shown }, wrong(code, details));
    });

  for (const language of ['en-US', 'de'])
    it(`is right as the hint beside it shows it in ${language}`, () => {
      const file = new URL(`../mw-s7-write/locales/${language}.json`, import.meta.url);
      const { hint } = JSON.parse(readFileSync(file, 'utf8')).fields.values as { readonly hint: string };
      for (const [tag, example] of [
        ['list', '1, 2, 3'],
        ['words', '"a", "b"'],
        ['day', '2026-11-28'],
        ['when', '2026-11-28T06:30:00Z'],
        ['pause', '9990'],
        ['delay', '9990'],
      ] as const) {
        assert.ok(hint.includes(example), `${example} is not in it`);
        assert.deepEqual(problemsOf(tag, example), [], example);
      }
      // The coarser steps that it names.
      for (const [milliseconds, step] of [
        ['10000', '100 ms'],
        ['100000', '1 s'],
        ['1000000', '10 s'],
      ] as const) {
        assert.ok(hint.includes(step));
        assert.deepEqual(problemsOf('pause', milliseconds), []);
        assert.equal(problemsOf('pause', String(Number(milliseconds) + 10))?.[0]?.code, 'value-does-not-fit');
      }
    });

  it('is not for a tag that can only be read', () => {
    assert.deepEqual(problemsOf('watched', '1'), [{ path: ['values', 0, 'tag'], code: 'read-only' }]);
  });

  it('is not judged where the zone of the PLC is that of another machine', () => {
    const local = { tags: [{ name: 'day', address: 'DB1.DBW0:DATE', access: 'read-write' }], zone: 'local' };
    const check = writerExtras(checkValue).checks['values'];
    const typed = { tags: 'table', values: [{ tag: 'day', value: '2026-01-01T23:00:00Z' }] };
    assert.deepEqual(
      check?.(typed, () => local),
      [],
    );
    assert.equal(check?.(typed, () => ({ ...local, zone: 'utc' })).length, 1);
  });

  it('is not for a tag that the table does not have', () => {
    assert.deepEqual(problemsOf('nobody', '1'), [{ path: ['values', 0, 'tag'], code: 'unknown-tag' }]);
  });
});
