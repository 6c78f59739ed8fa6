import { type ConfigOf, defineNode, field, type Problem } from '@millwright/schema';

const compared = { condition: ['limit', 'rate', 'deviation'] };
const around = { condition: ['rate', 'deviation'] };

/** As far as any value of a plant goes. */
const largest = 1e12;

/** Watches one value, and says when an operator has to act. */
export const alarmNode = defineNode({
  type: 'mw-alarm',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    engine: field.reference({ to: 'mw-alarm-engine', required: true }),
    text: field.text({ required: true, maxLength: 200, hint: true }),
    area: field.text({ maxLength: 100, hint: true }),
    priority: field.choice({ options: ['1', '2', '3', '4'], default: '3', hint: true }),
    tag: field.text({ maxLength: 100, hint: true }),
    unit: field.text({ maxLength: 20 }),
    condition: field.choice({
      options: ['limit', 'rate', 'deviation', 'discrete', 'quality'],
      default: 'limit',
    }),
    level: field.choice({
      options: ['hihi', 'hi', 'lo', 'lolo'],
      default: 'hi',
      when: { condition: ['limit'] },
    }),
    direction: field.choice({ options: ['either', 'above', 'below'], default: 'either', when: around }),
    at: field.number({ optional: true, min: -largest, max: largest, hint: true, when: compared }),
    deadband: field.number({ default: 0, min: 0, max: largest, hint: true, when: compared }),
    over: field.number({
      default: 10,
      min: 0,
      max: 86_400,
      unit: 's',
      hint: true,
      when: { condition: ['rate'] },
    }),
    setPoint: field.number({
      optional: true,
      min: -largest,
      max: largest,
      hint: true,
      when: { condition: ['deviation'] },
    }),
    values: field.rows({
      minRows: 1,
      maxRows: 50,
      hint: true,
      when: { condition: ['discrete'] },
      columns: {
        type: field.choice({ options: ['boolean', 'number', 'text'], default: 'boolean' }),
        value: field.text({ required: true, maxLength: 200 }),
      },
      problems: ['not-boolean', 'no-number'],
      check: ({ type, value }) => {
        if (type === 'boolean' && value !== 'true' && value !== 'false') return { value: 'not-boolean' };
        if (type === 'number' && !Number.isFinite(Number(value))) return { value: 'no-number' };
        return {};
      },
    }),
    // Never, unless it is said: only whoever wires the source knows whether it sends regularly, or when something changes.
    staleAfter: field.number({ default: 0, min: 0, max: 86_400, unit: 's', hint: true }),
    onDelay: field.number({ default: 0, min: 0, max: 86_400, unit: 's', hint: true }),
    offDelay: field.number({ default: 0, min: 0, max: 86_400, unit: 's', hint: true }),
    latching: field.boolean({ default: false, hint: true }),
    autoAcknowledge: field.boolean({ default: false, hint: true }),
    longestShelving: field.integer({ default: 480, min: 1, max: 43_200, unit: 'min', hint: true }),
  },
  problems: ['at-missing', 'at-not-positive', 'deadband-too-large'],
  check: ({ condition, at, deadband }): readonly Problem[] => {
    if (!compared.condition.includes(condition)) return [];
    if (at === undefined) return [{ path: ['at'], code: 'at-missing' }];
    if (condition === 'limit') return [];
    if (at <= 0) return [{ path: ['at'], code: 'at-not-positive' }];
    // It would come back only past nothing, and with both directions never.
    return deadband < at ? [] : [{ path: ['deadband'], code: 'deadband-too-large' }];
  },
});

export type AlarmConfig = ConfigOf<typeof alarmNode>;
