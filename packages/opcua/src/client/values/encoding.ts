import type { BadStatusName } from '../../statuses.ts';
import { refusalOf } from '../refusal-of.ts';
import { ByteWriter } from './byte-writer.ts';
import type { DataType } from './data-type.ts';

export interface EncodeOptions {
  /** By index: of the session that the value goes to. */
  readonly namespaces: readonly string[];
  /** The type of that name, for a value that says which one it has. */
  readonly typeNamed: (name: string) => DataType | undefined;
  /** Whether a number that is none of a whole type becomes the nearest one. Default: it is refused. */
  readonly round?: boolean;
}

/** How one value is written, and where within it we are. */
export class Encoding {
  writer = new ByteWriter();
  readonly options: EncodeOptions;
  readonly #path: string[];

  /** @param name of the tag or argument, for what is refused */
  constructor(name: string, options: EncodeOptions) {
    this.options = options;
    this.#path = [name];
  }

  /** What speaks against the value, with the way to the place within it. */
  refusal(status: BadStatusName, reason: string): Error {
    return refusalOf(status, `${this.#path.join('')} ${reason}. Nothing was sent`);
  }

  /** What is written within, as bytes of their own. */
  apart(inner: () => void): Buffer {
    const { writer } = this;
    const own = new ByteWriter();
    this.writer = own;
    inner();
    this.writer = writer;
    return own.bytes;
  }

  within(step: string | number, inner: () => void): void {
    this.#path.push(typeof step === 'number' ? `[${step}]` : `.${step}`);
    inner();
    this.#path.pop();
  }
}

/** What kind of thing was given, as a refusal says it: no longer than a line takes, and of objects only that they are. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) return `${value}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : value.toISOString();
  if (ArrayBuffer.isView(value)) return 'bytes';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' || typeof value === 'function') return `an ${typeof value}`;
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
