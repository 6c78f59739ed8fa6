import jsonata, { type ExprNode } from 'jsonata';

/** How long one evaluation may take, in milliseconds of the machine. */
export const timeLimit = 50;
/** Most items of a list, levels of nesting, and characters of a text on the way to a result. */
const longestList = 10_000;
const deepestNesting = 1_000;
const longestText = 10_000;

/** Why there is no result. */
export interface Failure {
  readonly reason: string;
  /** It used up its time. */
  readonly late: boolean;
}

export type Result = { readonly value: unknown } | { readonly failure: Failure };

/** An expression that was read and can be evaluated. */
export interface Expression {
  readonly ast: ExprNode;
  /** It never rejects, and takes no longer than its limits. */
  evaluate(document: unknown): Promise<Result>;
}

/**
 * Reads a JSONata expression. It may loop and recurse; jsonata looks at the clock with every step, so what does not end
 * by itself is ended. What runs within one step is bounded by the size of what it works on.
 * @throws jsonata's own object with `message` and `position`
 */
export function readExpression(text: string): Expression {
  const expression = jsonata(text, {
    timeout: timeLimit,
    sequence: longestList,
    stack: deepestNesting,
    RegexEngine: NoRegularExpression as unknown as RegExpConstructor,
  });
  expression.registerFunction('pad', pad, '<s-ns?:s>');
  // jsonata's types know only texts here, and its hooks are symbols.
  expression.assign(afterEachStep as unknown as string, refuseLongText);
  return {
    ast: expression.ast(),
    evaluate: async (document) => {
      try {
        return { value: await expression.evaluate(document) };
      } catch (error) {
        return { failure: failureOf(error) };
      }
    },
  };
}

/** What jsonata, JavaScript or a function of ours threw. jsonata's errors are plain objects. */
export function reasonOf(error: unknown): string {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  return typeof message === 'string' && message !== '' ? message : String(error);
}

function failureOf(error: unknown): Failure {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  // @see jsonata, errorCodes: "Evaluation timeout"
  const late = code === 'D1012';
  return { reason: late ? `it took longer than ${timeLimit} ms` : reasonOf(error), late };
}

/** A hook of jsonata, called with the result of each part of an expression. */
const afterEachStep = Symbol.for('jsonata.__evaluate_exit');

/** A text that doubles with each step would fill the memory long before the time is up. */
function refuseLongText(_part: unknown, _input: unknown, _environment: unknown, result: unknown): void {
  if (typeof result === 'string' && result.length > longestText) throw tooLong();
}

/** Like jsonata's own, which makes a list as long as the width in one step. */
function pad(text: string | undefined, width: number, filler = ' '): string | undefined {
  if (text === undefined) return undefined;
  if (Math.abs(width) > longestText) throw tooLong();
  return width < 0 ? text.padStart(-width, filler) : text.padEnd(width, filler);
}

function tooLong(): Error {
  return new RangeError(`a text of more than ${longestText} characters came about`);
}

/** One regular expression over one text can take for ever, and nothing can look at the clock meanwhile. */
class NoRegularExpression {
  constructor() {
    throw new SyntaxError(noRegularExpressions);
  }
}

export const noRegularExpressions = 'regular expressions are not taken, since they can run for ever';
