import jsonata, { type ExprNode } from 'jsonata';
import { tagErrors } from '../errors.ts';
import { hasRegularExpression } from './names.ts';

/** How long one evaluation may take, in milliseconds of the machine. */
export const timeLimit = 50;
/** Most items of a list, levels of nesting, and characters of a text on the way to a result. */
const longestList = 10_000;
const deepestNesting = 1_000;
const longestText = 10_000;
/** Most characters of an expression: what follows its parts goes as deep as they are nested. */
const longestExpression = 4_000;

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
  /** It never rejects, and takes no longer than its limits, twice at the most: what was late is tried once more at once. */
  evaluate(document: unknown): Promise<Result>;
}

/**
 * Reads a JSONata expression. It may loop and recurse; jsonata looks at the clock with every step, so what does not end
 * by itself is ended. What runs within one step is bounded by the size of what it works on.
 * @param tag for errors: whose expression it is
 * @throws `tags.bad-expression`
 */
export function readExpression(tag: string, text: string): Expression {
  const refuse = (reason: string, cause?: unknown) => tagErrors.badExpression({ tag, reason }, { cause });
  if (text.length > longestExpression) throw refuse(`it has more than ${longestExpression} characters`);
  const expression = parse(text, refuse);
  const ast = expression.ast();
  if (hasRegularExpression(ast)) throw refuse(noRegularExpressions);
  boundTexts(expression, refuse);
  return {
    ast,
    evaluate: async (document) => {
      const once = (): Promise<Result> =>
        expression.evaluate(document).then(
          (value: unknown) => ({ value }),
          (error: unknown) => ({ failure: failureOf(error) }),
        );
      const result = await once();
      // The limit is by the machine's clock: one that stood still meanwhile is no fault of the expression.
      return 'failure' in result && result.failure.late ? once() : result;
    },
  };
}

type Refuse = (reason: string, cause?: unknown) => Error;

function parse(text: string, refuse: Refuse): jsonata.Expression {
  /** What `$eval` brings: one regular expression can take for ever, and nothing can look at the clock meanwhile. */
  class NoRegularExpression {
    constructor() {
      throw refuse(noRegularExpressions);
    }
  }
  try {
    return jsonata(text, {
      timeout: timeLimit,
      sequence: longestList,
      stack: deepestNesting,
      RegexEngine: NoRegularExpression as unknown as RegExpConstructor,
    });
  } catch (error) {
    throw refuse(reasonOf(error), error);
  }
}

/** A text that doubles with each step would fill the memory long before the time is up. */
function boundTexts(expression: jsonata.Expression, refuse: Refuse): void {
  const look = (...[, , , result]: readonly unknown[]): void => {
    if (typeof result === 'string' && result.length > longestText) throw refuse(tooLong);
  };
  // jsonata's types know only texts as names, and its hooks are symbols.
  expression.assign(afterEachStep as unknown as string, look);
  // jsonata's own makes a list as long as the width in one step.
  const pad = (text: string | undefined, width: number, filler?: string): string | undefined => {
    if (Math.abs(width) > longestText) throw refuse(tooLong);
    return width < 0 ? text?.padStart(-width, filler || ' ') : text?.padEnd(width, filler || ' ');
  };
  expression.registerFunction('pad', pad, '<s-ns?:s>');
}

/** A hook of jsonata: it is called with part, input, environment and result of each part of an expression. */
const afterEachStep = Symbol.for('jsonata.__evaluate_exit');

const tooLong = `a text of more than ${longestText} characters came about`;
const noRegularExpressions = 'regular expressions are not taken, since they can run for ever';

/** What jsonata, JavaScript or we threw. jsonata's errors are plain objects. */
function reasonOf(error: unknown): string {
  const { message, details } = (error ?? {}) as { readonly message?: unknown; readonly details?: object };
  if (tagErrors.badExpression.is(error)) return `${(details as { readonly reason: string }).reason}`;
  return typeof message === 'string' && message !== '' ? message : String(error);
}

function failureOf(error: unknown): Failure {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  // @see jsonata, errorCodes: "Evaluation timeout"
  const late = code === 'D1012';
  return { reason: late ? `it took longer than ${timeLimit} ms` : reasonOf(error), late };
}
