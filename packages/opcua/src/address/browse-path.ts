import { escapeUri, type Namespace, namespaceOfIndex, namespaceOfUri, unescapeUri } from './node-address.ts';

export interface QualifiedName {
  readonly namespace: Namespace;
  readonly name: string;
}

/** Which references one step of a path follows. */
export type PathReference =
  /** `/`: any that builds the tree. */
  | { readonly kind: 'hierarchical' }
  /** `.`: components, properties and their like. */
  | { readonly kind: 'aggregates' }
  /** `<HasComponent>`; `#` leaves subtypes out, `!` goes the other way. */
  | {
      readonly kind: 'named';
      readonly type: QualifiedName;
      readonly subtypes: boolean;
      readonly inverse: boolean;
    };

export interface PathStep {
  readonly reference: PathReference;
  readonly target: QualifiedName;
}

/** A way through the tree from the Root folder, by the names that nodes have in it. */
export interface BrowsePath {
  readonly kind: 'path';
  readonly steps: readonly PathStep[];
}

export const pathProblems = ['bad-path-namespace', 'bad-reference', 'empty-step', 'too-many-steps'] as const;

export type PathProblem = (typeof pathProblems)[number];

const mostSteps = 64;

class Refused extends Error {
  readonly problem: PathProblem;
  constructor(problem: PathProblem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * Reads `/Objects/2:Line.Speed`, also with `nsu=urn:plant;Line` for a name, whose URI needs no other escapes than those of a node id.
 * @see OPC 10000-4 Annex A.2 (BNF of RelativePath)
 */
export function parseBrowsePath(
  text: string,
): { readonly path: BrowsePath } | { readonly problem: PathProblem } {
  try {
    const steps: PathStep[] = [];
    let rest = text;
    while (rest !== '') {
      const step = readStep(rest);
      steps.push(step.step);
      rest = step.rest;
    }
    if (steps.length === 0) return { problem: 'empty-step' };
    return steps.length > mostSteps ? { problem: 'too-many-steps' } : { path: { kind: 'path', steps } };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem };
    throw error;
  }
}

function readStep(text: string): { readonly step: PathStep; readonly rest: string } {
  const { reference, rest: afterReference } = readReference(text);
  const { name: target, rest } = readName(afterReference, '/.<');
  if (target.name === '') throw new Refused('empty-step');
  return { step: { reference, target }, rest };
}

function readReference(text: string): { readonly reference: PathReference; readonly rest: string } {
  if (text.startsWith('/')) return { reference: { kind: 'hierarchical' }, rest: text.slice(1) };
  if (text.startsWith('.')) return { reference: { kind: 'aggregates' }, rest: text.slice(1) };
  const [marks = ''] = /^<#?!?/.exec(text) ?? [];
  if (marks === '') throw new Refused('bad-reference');
  const { name: type, rest } = readName(text.slice(marks.length), '>');
  if (type.name === '' || !rest.startsWith('>')) throw new Refused('bad-reference');
  const reference = {
    kind: 'named',
    type,
    subtypes: !marks.includes('#'),
    inverse: marks.includes('!'),
  } as const;
  return { reference, rest: rest.slice(1) };
}

/** Reads a name up to the first of these characters that is not escaped. */
function readName(text: string, ends: string): { readonly name: QualifiedName; readonly rest: string } {
  const { namespace, rest: named } = readNamespace(text, ends);
  let name = '';
  let at = 0;
  for (; at < named.length && !ends.includes(named.charAt(at)); at += 1) {
    if (named[at] === '&') at += 1;
    name += named[at] ?? '';
  }
  return { name: { namespace, name }, rest: named.slice(at) };
}

function readNamespace(text: string, ends: string): { readonly namespace: Namespace; readonly rest: string } {
  if (text.startsWith('nsu=')) {
    const end = text.indexOf(';');
    if (end < 5) throw new Refused('bad-path-namespace');
    return { namespace: namespaceOfUri(unescapeUri(text.slice(4, end))), rest: text.slice(end + 1) };
  }
  const prefix = prefixBeforeColon(text, ends);
  if (prefix === undefined) return { namespace: { index: 0 }, rest: text };
  const namespace = namespaceOfIndex(prefix);
  if (namespace === undefined) throw new Refused('bad-path-namespace');
  return { namespace, rest: text.slice(prefix.length + 1) };
}

/** What stands before a colon that is not escaped; undefined where the name has none. */
function prefixBeforeColon(text: string, ends: string): string | undefined {
  for (let at = 0; at < text.length && !ends.includes(text.charAt(at)); at += 1) {
    if (text[at] === '&') at += 1;
    else if (text[at] === ':') return text.slice(0, at);
  }
  return undefined;
}

/** What {@link parseBrowsePath} reads as the same path. */
export const formatBrowsePath = ({ steps }: Pick<BrowsePath, 'steps'>): string =>
  steps.map(({ reference, target }) => formatReference(reference) + formatQualifiedName(target)).join('');

function formatReference(reference: PathReference): string {
  switch (reference.kind) {
    case 'hierarchical':
      return '/';
    case 'aggregates':
      return '.';
    case 'named':
      return `<${reference.subtypes ? '' : '#'}${reference.inverse ? '!' : ''}${formatQualifiedName(reference.type)}>`;
  }
}

/** A name as a path has it, with its namespace before it. */
export function formatQualifiedName({ namespace, name }: QualifiedName): string {
  const escaped = name.replaceAll(/[/.<>:#!&]/g, '&$&');
  if ('uri' in namespace) return `nsu=${escapeUri(namespace.uri)};${escaped}`;
  if (namespace.index !== 0) return `${namespace.index}:${escaped}`;
  return escaped.startsWith('nsu=') ? `&${escaped}` : escaped;
}
