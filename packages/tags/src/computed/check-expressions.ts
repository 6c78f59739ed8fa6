import type { ExprNode } from 'jsonata';
import { hasRegularExpression, namedTags, unknownNames } from './names.ts';
import { orderOf } from './order.ts';

/** What is wrong with an expression while somebody types it. */
export type ExpressionProblem =
  | { readonly code: 'expression-ends-early' | 'expression-without-tag' | 'expression-pattern' }
  | { readonly code: 'expression-unreadable'; readonly details: { readonly position: number } }
  | { readonly code: 'expression-unknown-tag'; readonly details: { readonly name: string } }
  | { readonly code: 'expression-loop'; readonly details: { readonly tags: string } };

/** The codes of all of them. */
export const expressionProblems = [
  'expression-ends-early',
  'expression-without-tag',
  'expression-pattern',
  'expression-unreadable',
  'expression-unknown-tag',
  'expression-loop',
] as const satisfies readonly ExpressionProblem['code'][];

/** Gives what an expression consists of, and throws as jsonata does. */
export type ReadExpression = (expression: string) => ExprNode;

interface Written {
  readonly name: string;
  readonly expression: string;
}

type Looked = { readonly problem: ExpressionProblem } | { readonly inputs: readonly string[] };

/**
 * What is wrong with the expressions of computed tags, each at its place; undefined where nothing is, or nothing is
 * written yet.
 * @param others the names of the tags that are read
 * @param read comes in because whoever checks has a jsonata of its own
 */
export function checkExpressions(
  tags: readonly Written[],
  others: readonly string[],
  read: ReadExpression,
): readonly (ExpressionProblem | undefined)[] {
  const names = new Set([...others, ...tags.map(({ name }) => name)]);
  const looked = tags.map(({ expression }) =>
    expression.trim() === '' ? { inputs: [] } : lookAt(expression, (name) => names.has(name), read),
  );
  const computed = new Set(tags.map(({ name }) => name));
  const needs = tags.map(({ name }, at): [string, readonly string[]] => {
    const found = looked[at];
    return [name, found && 'inputs' in found ? found.inputs.filter((each) => computed.has(each)) : []];
  });
  const { loops } = orderOf(new Map(needs));
  return looked.map((found, at) => {
    if ('problem' in found) return found.problem;
    const loop = loops.find((each) => each.includes(tags[at]?.name ?? ''));
    return loop && { code: 'expression-loop', details: { tags: loop.join(' → ') } };
  });
}

function lookAt(expression: string, isTag: (name: string) => boolean, read: ReadExpression): Looked {
  let ast: ExprNode;
  try {
    ast = read(expression);
  } catch (error) {
    return { problem: unreadable(error, expression) };
  }
  if (hasRegularExpression(ast)) return { problem: { code: 'expression-pattern' } };
  const [name] = unknownNames(ast, isTag);
  if (name !== undefined) return { problem: { code: 'expression-unknown-tag', details: { name } } };
  const inputs = namedTags(ast, isTag);
  return inputs.length === 0 ? { problem: { code: 'expression-without-tag' } } : { inputs };
}

/** Where it stopped making sense, counted from 1; jsonata has the words for why in English only. */
function unreadable(error: unknown, { length }: string): ExpressionProblem {
  const { code, position } = (error ?? {}) as { readonly code?: unknown; readonly position?: unknown };
  // @see jsonata, errorCodes: "Expected … before end of expression", "Unexpected end of expression"
  if (code === 'S0203' || code === 'S0207') return { code: 'expression-ends-early' };
  const at = typeof position === 'number' ? position : length;
  return { code: 'expression-unreadable', details: { position: Math.max(1, at) } };
}
