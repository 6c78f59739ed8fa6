import type { FlowItem } from '@millwright/flows';
import { isRecord } from './flow-environment.ts';

/** How an item asks for an environment value: in a property, or in code that runs on the device. */
export type MentionKind = 'property' | 'code';

/** Properties that Node-RED never looks for variables in, or that are the places of other things. */
const skipped: ReadonlySet<string> = new Set([
  'id',
  'type',
  'x',
  'y',
  'z',
  'g',
  'wires',
  'credentials',
  'info',
]);
/** Deeper than what people make, and far from what a stack holds. */
const maxDepth = 64;

/** A whole text that is one variable. @see `mapEnvVarProperties` of @node-red/runtime, lib/flows/util.js */
const whole = /^\$(?:\{(\S+)\}|\((\S+)\))$/;
const within = /\$\{([^}]+)\}/g;
/** JSONata's `$env("X")`, a function's `env.get("X")`, a template's `{{env.X}}`. */
const inCode = /(?:\$env\(|\benv\.get\()\s*(["'`])([^"'`]+)\1|\{\{\{?&?\s*env\.([^}\s]+)/g;

/**
 * The environment values that an item asks for by name. Names that code works out cannot be seen.
 *
 * @returns each name once; asked for in code, if it is there as well
 */
export function mentionsOf(item: FlowItem): ReadonlyMap<string, MentionKind> {
  const found = new Map<string, MentionKind>();
  const add = (name: string | undefined, kind: MentionKind): void => {
    const plain = name?.trim().replace(/^(?:\$parent\.)+/, '');
    // What Node-RED gives each node itself needs no value.
    if (!plain || plain.startsWith('NR_') || found.get(plain) === 'code') return;
    found.set(plain, kind);
  };
  const inText = (text: string): void => {
    const [, braces, brackets] = whole.exec(text) ?? [];
    add(braces ?? brackets, 'property');
    for (const [, , called, templated] of text.matchAll(inCode)) add(called ?? templated, 'code');
  };
  const inVariable = (text: string): void => {
    const names = [...text.matchAll(within)].map(([, name]) => name);
    for (const name of names.length > 0 ? names : [text]) add(name, 'property');
  };
  const walk = (value: unknown, depth: number): void => {
    if (typeof value === 'string') inText(value);
    else if (depth > maxDepth) return;
    else if (Array.isArray(value)) for (const each of value) walk(each, depth + 1);
    else if (isRecord(value)) {
      for (const [key, each] of Object.entries(value))
        if (depth > 0 || !skipped.has(key)) walk(each, depth + 1);
      for (const text of variablesOf(value)) inVariable(text);
    }
  };
  walk(item, 0);
  return found;
}

/**
 * The texts beside a type `env`, as Node-RED's typed input stores them: `payload` and `payloadType`, `to` and `tot`,
 * `value` and `type`.
 */
function variablesOf(fields: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(fields).flatMap(([key, type]) => {
    if (type !== 'env') return [];
    const text = fields[key === 'type' ? 'value' : key.replace(/(?:Type|t)$/, '')];
    return typeof text === 'string' && text !== '' ? [text] : [];
  });
}
