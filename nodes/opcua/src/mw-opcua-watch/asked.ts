import type { Message } from '@millwright/runtime';
import { type AskedTags, askedTags } from '@millwright/tags';
import { opcuaNodeErrors } from '../common/errors.ts';
import { watchNode } from './schema.ts';

/** What of the pace a message can change, by the names that the node's form has for it. */
type Pace = 'publishing' | 'sampling' | 'queue';

/** What a message asks of a watch. */
export type Asked =
  | ({ readonly do: 'add' } & AskedTags)
  | { readonly do: 'remove'; readonly names: readonly string[] }
  | { readonly do: 'pause' | 'resume' }
  | { readonly do: 'change'; readonly pace: Readonly<Partial<Record<Pace, number>>> }
  /** The linked tags report when the trigger does, and only then; without any, all report by themselves again. */
  | { readonly do: 'link'; readonly trigger: string; readonly linked: readonly string[] };

const because = (reason: string): Error => opcuaNodeErrors.badWatch({ reason });

/** @throws `opcua-nodes.bad-watch`, `tags.bad-selection` */
export function askedOf(message: Message): Asked {
  const { watch: asked } = message;
  switch (asked) {
    case 'add':
      return { do: asked, ...askedTags(message) };
    case 'remove':
      return { do: asked, names: namesOf(message) };
    case 'pause':
    case 'resume':
      return { do: asked };
    case 'change':
      return { do: asked, pace: paceOf(message) };
    case 'link':
      return { do: asked, trigger: triggerOf(message), linked: linkedOf(message) };
    default:
      throw because('msg.watch has to be add, remove, pause, resume, change or link');
  }
}

function namesOf(message: Message): readonly string[] {
  const { names, own } = askedTags(message);
  if (own.length > 0) throw because('msg.tags has to be names of tags');
  return names;
}

function linkedOf(message: Message): readonly string[] {
  const { tags } = message;
  return Array.isArray(tags) && tags.length === 0 ? [] : namesOf(message);
}

function triggerOf({ topic }: Message): string {
  if (typeof topic !== 'string' || topic === '') throw because('msg.topic has to name the tag that triggers');
  return topic;
}

function paceOf(message: Message): Readonly<Partial<Record<Pace, number>>> {
  const pace = (['publishing', 'sampling', 'queue'] as const).flatMap((name) => {
    const value = message[name];
    if (value === undefined) return [];
    const { min, max } = watchNode.fields[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw because(`msg.${name} has to be a whole number from ${min} to ${max}`);
    return [[name, value] as const];
  });
  if (pace.length === 0) throw because('none of msg.publishing, msg.sampling and msg.queue is there');
  return Object.fromEntries(pace);
}
