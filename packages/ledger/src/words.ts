import { hash } from 'node:crypto';
import { type EventClass, type EventDraft, type EventOutcome, eventClasses, outcomes } from './event.ts';

/** Begins the words that stand for something: a character of nobody's, which the search index takes for a letter. */
const mark = '\u{e000}';

/**
 * A word that stands for a thing in the search index, since the ids of things can be anything: the same for the same
 * kind and id, and nothing that anybody types.
 */
export const aboutToken = (kind: string, id: string): string => aboutTokens(`${kind}:${id}`)[0] ?? '';

/** Most events are about the same few things. */
const aboutTokens = remembered((about) => [mark + hash('sha256', about, 'hex').slice(0, 20)]);

/** The word of the events of these classes. */
export const classToken = (chosen: readonly EventClass[]): string => setToken('c', eventClasses, chosen);

/** The word of the events with one of these outcomes. */
export const outcomeToken = (chosen: readonly EventOutcome[]): string => setToken('o', outcomes, chosen);

/** The word of the events with this name, or of those whose names begin so: `access.*`. */
export const nameToken = (name: string): string => aboutToken('name', name);

/** The word of what this actor did. @see actorOf */
export const actorToken = (actor: string): string => aboutToken('actor', actor);

/** Who did it, as a list is narrowed to it: the name, else `kind:` and the kind. */
export const actorOf = ({ kind, name }: EventDraft['actor']): string => name ?? `kind:${kind}`;

const setToken = <Item>(kind: string, all: readonly Item[], chosen: readonly Item[]): string =>
  `${mark}${kind}${chosen.reduce((mask, item) => mask | (1 << all.indexOf(item)), 0).toString(16)}`;

/** The words of all sets that it is in: to ask for some of a set is to ask for one word. */
const setTokens = <Item>(kind: string, all: readonly Item[], item: Item): readonly string[] => {
  const bit = 1 << all.indexOf(item);
  return Array.from({ length: 1 << all.length }, (_, mask) => mask)
    .filter((mask) => mask & bit)
    .map((mask) => `${mark}${kind}${mask.toString(16)}`);
};

const classTokens = new Map(eventClasses.map((item) => [item, setTokens('c', eventClasses, item)]));
const outcomeTokens = new Map(outcomes.map((item) => [item, setTokens('o', outcomes, item)]));

/** `flows.`, and so on: of each beginning that ends with a dot. */
const beginningsOf = (name: string): readonly string[] =>
  Array.from(name.matchAll(/\./g), ({ index }) => `${name.slice(0, index)}.*`);

/** The words of common names and actors are asked for again and again. */
const nameTokens = remembered((name) => [name, ...beginningsOf(name)].map(nameToken));
const actorTokens = remembered((actor) => [actorToken(actor)]);

function remembered(tokens: (text: string) => readonly string[]): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const found = known.get(text) ?? tokens(text);
    if (known.size >= 1000) known.clear();
    known.set(text, found);
    return found;
  };
}

/**
 * The text that a search looks in, and a list is narrowed by: words that people know, and those that stand for name,
 * actor, class, outcome and what it was about. It follows from the event alone, so that a changed index can be told.
 */
export function wordsOf(event: Omit<EventDraft, 'time'>): string {
  const { name, actor, source, target, change, reason, code, message, version } = event;
  const words = new Set<string>([name, ...nameTokens(name), ...actorTokens(actorOf(actor))]);
  for (const token of classTokens.get(event.class) ?? []) words.add(token);
  for (const token of (event.outcome && outcomeTokens.get(event.outcome)) ?? []) words.add(token);
  const add = (...texts: readonly (string | number | undefined)[]): void => {
    for (const text of texts) if (text !== undefined && text !== '') words.add(String(text));
  };
  add(actor.name, source?.address, reason, code, message, version);
  if (target) add(target.name, target.id, aboutToken(target.kind, target.id));
  for (const part of change?.parts ?? []) {
    add(part.name, part.formerName, aboutToken(part.kind, part.id));
    for (const node of part.nodes) add(node.name, node.type, aboutToken('node', node.id));
  }
  for (const { id, field } of change?.credentials ?? []) add(field, aboutToken('node', id));
  return [...words].join('\n');
}
