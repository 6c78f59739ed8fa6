import type { ValueForms } from '../../tag.ts';
import type { KnownTypes } from './data-type.ts';

/** What of a value JavaScript or JSON cannot hold. */
export interface Unfit {
  /** Where it is within the value: empty, or such as `[1].Speed`. */
  readonly path: string;
  /** What came: exact digits, `NaN` … */
  readonly text: string;
}

/** So many of them are told of one value. */
const mostTold = 10;

/** How one value is read, and what turned out on the way. */
export class Decoding {
  readonly types: KnownTypes;
  readonly forms: ValueForms;
  /** Types that the value has and nobody has asked the server for yet, by their encoding. */
  missing: Set<string> | undefined;
  // Made when needed: a reading makes thousands of these.
  #unfit: Unfit[] | undefined;
  #path: (string | number)[] | undefined;

  constructor(types: KnownTypes, forms: ValueForms) {
    this.types = types;
    this.forms = forms;
  }

  get isFit(): boolean {
    return this.#unfit === undefined;
  }

  /** Notes what cannot be held. @returns what stands in its place */
  unfit(text: string): null {
    this.#unfit ??= [];
    if (this.#unfit.length < mostTold) this.#unfit.push({ path: pathText(this.#path ?? []), text });
    return null;
  }

  /** Notes a type that nobody has asked the server for. */
  miss(encoding: string): void {
    this.missing ??= new Set();
    this.missing.add(encoding);
  }

  within<Result>(step: string | number, inner: () => Result): Result {
    this.#path ??= [];
    this.#path.push(step);
    const result = inner();
    this.#path.pop();
    return result;
  }

  /** What came in place of what could not be held: the text itself where it is all of the value. */
  get text(): string {
    const told = this.#unfit ?? [];
    return told.map(({ path, text }) => (path === '' ? text : `${path} = ${text}`)).join(', ');
  }
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}
