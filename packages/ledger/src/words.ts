import { hash } from 'node:crypto';
import type { EventClass, EventDraft, EventOutcome } from './event.ts';

/**
 * Begin the words that stand for a thing, and those that stand for what an event is itself, whatever things are called:
 * characters of nobody's, which the search index takes for letters.
 */
const marks = { thing: '\u{e000}', own: '\u{e001}' } as const;

/**
 * A word that stands for a thing in the search index, since the ids of things can be anything: the same for the same
 * kind and id, and nothing that anybody types.
 */
export const aboutToken = (kind: string, id: string): string => marks.thing + digestOf(`${kind}:${id}`);

/** Most events are about the same few things. */
const digestOf = remembered((about) => hash('sha256', about, 'hex').slice(0, 20));

const ownToken = (member: string, value: string): string => marks.own + digestOf(`${member}:${value}`);

/** The word of the events of this class. */
export const classToken = (kept: EventClass): string => ownToken('class', kept);

/** The word of the events with this outcome. */
export const outcomeToken = (outcome: EventOutcome): string => ownToken('outcome', outcome);

/** The word of the events with this name, or of those whose names begin so: `access.*`. */
export const nameToken = (name: string): string => ownToken('name', name);

/** The word of what this actor did. @see actorOf */
export const actorToken = (actor: string): string => ownToken('actor', actor);

/** Who did it, as a list is narrowed to it: the name, else `kind:` and the kind. */
export const actorOf = ({ kind, name }: EventDraft['actor']): string => name ?? `kind:${kind}`;

/** `flows.`, and so on: of each beginning that ends with a dot. */
const beginningsOf = (name: string): readonly string[] =>
  Array.from(name.matchAll(/\./g), ({ index }) => `${name.slice(0, index)}.*`);

/** What few events differ in is worked out again and again. */
function remembered<Found>(find: (text: string) => Found): (text: string) => Found {
  const known = new Map<string, Found>();
  return (text) => {
    const found = known.get(text) ?? find(text);
    if (known.size >= 1000) known.clear();
    known.set(text, found);
    return found;
  };
}

/** The words of a name, an actor, a class and an outcome. */
const commonWords = remembered((key) => {
  const [name, actor, kept, outcome] = JSON.parse(key) as Parameters<typeof commonKey>;
  const words = new Set([
    name,
    ...[name, ...beginningsOf(name)].map(nameToken),
    actorToken(actor),
    classToken(kept),
    ...(outcome ? [outcomeToken(outcome)] : []),
  ]);
  return { words, text: [...words].join('\n') };
});

const commonKey = (
  name: string,
  actor: string,
  kept: EventClass,
  outcome: EventOutcome | undefined,
): string => JSON.stringify([name, actor, kept, outcome]);

/**
 * The text that a search looks in, and a list is narrowed by: words that people know, and those that stand for name,
 * actor, class, outcome and what it was about. It follows from the event alone, so that a changed index can be told.
 */
export function wordsOf(event: Omit<EventDraft, 'time'>): string {
  const { name, actor, source, target, change, reason, code, message, version } = event;
  const common = commonWords(commonKey(name, actorOf(actor), event.class, event.outcome));
  const words = new Set<string>();
  const add = (...texts: readonly (string | number | undefined)[]): void => {
    for (const text of texts)
      if (text !== undefined && text !== '' && !common.words.has(String(text))) words.add(String(text));
  };
  add(actor.name, source?.address, reason, code, message, version);
  if (target) add(target.name, target.id, aboutToken(target.kind, target.id));
  for (const part of change?.parts ?? []) {
    add(part.name, part.formerName, aboutToken(part.kind, part.id));
    for (const node of part.nodes) add(node.name, node.type, aboutToken('node', node.id));
  }
  for (const { id, field } of change?.credentials ?? []) add(field, aboutToken('node', id));
  return [common.text, ...words].join('\n');
}
