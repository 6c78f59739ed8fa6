import {
  aboutToken,
  actorToken,
  classToken,
  eventClasses,
  nameToken,
  outcomeToken,
} from '@millwright/ledger';
import type { EventFilter } from '../../common/log.ts';

/** What a filter comes to. */
export interface Search {
  /** Expression of the search index; absent: all of them. */
  readonly match?: string;
  /** This number alone. */
  readonly seq?: number;
  /** Nothing can be found: two numbers were asked for, or none of something. */
  readonly none?: true;
  readonly operation?: string;
  /** Milliseconds since 1970. */
  readonly since?: number;
  readonly until?: number;
}

/** Of a number alone, as people write it: `#9`. */
const number = /^#(\d{1,12})$/;
/** What stands between the words of the search index. @see https://www.sqlite.org/fts5.html#unicode61_tokenizer */
const between = /[^\p{L}\p{N}\p{Co}\p{M}]+/u;
const letterOrDigit = /[\p{L}\p{N}\p{Co}]/u;
/** More words than that narrow nothing. */
const mostWords = 16;

export function searchOf({
  text = '',
  actor,
  name,
  outcomes,
  classes,
  target,
  operation,
  since,
  until,
}: EventFilter): Search {
  const parts = text.split(/\s+/).filter(Boolean);
  const numbers = new Set(parts.flatMap((part) => number.exec(part)?.[1] ?? []).map(Number));
  const words = parts
    .filter((part) => !number.test(part))
    .flatMap((part) => part.split(between))
    .filter((word) => letterOrDigit.test(word))
    .slice(0, mostWords);
  const all = [
    ...(actor === undefined ? [] : [[actorToken(actor)]]),
    ...(name === undefined ? [] : [[nameToken(name)]]),
    ...(target === undefined ? [] : [[tokenOfTarget(target)]]),
    ...(classes === undefined || isAll(classes, eventClasses) ? [] : [classes.map(classToken)]),
    ...(outcomes === undefined ? [] : [outcomes.map(outcomeToken)]),
  ].map(anyOf);
  const match = [...all, ...words.map((word) => `"${word}"*`)].join(' AND ');
  const [seq] = numbers;
  return {
    ...(match === '' ? {} : { match }),
    ...(seq === undefined ? {} : { seq }),
    ...(numbers.size > 1 || outcomes?.length === 0 || classes?.length === 0 ? { none: true } : {}),
    ...(operation === undefined ? {} : { operation }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

/** An expression for the events that have one of these words at least. */
const anyOf = (tokens: readonly string[]): string => {
  const quoted = tokens.map((token) => `"${token}"`).join(' OR ');
  return tokens.length > 1 ? `(${quoted})` : quoted;
};

const isAll = <Item>(chosen: readonly Item[], all: readonly Item[]): boolean =>
  all.every((item) => chosen.includes(item));

/** `kind:id`; the id may have colons. */
function tokenOfTarget(target: string): string {
  const end = target.indexOf(':');
  return aboutToken(target.slice(0, Math.max(end, 0)), target.slice(end + 1));
}
