import type { Values } from './text.ts';

/** Somebody who did something, as the server tells of them. */
export interface Actor {
  readonly kind: string;
  readonly name?: string | undefined;
}

/** Looks up texts that every plugin which tells of people has. */
type ActorTexts = (
  key: 'actor.unnamed' | 'actor.token' | 'actor.device' | 'actor.system' | 'actor.anyone',
  values?: Values,
) => string;

/** What somebody is called, briefly. */
export function actorName({ kind, name: given }: Actor, texts: ActorTexts): string {
  const name = given ?? texts('actor.unnamed');
  switch (kind) {
    case 'token':
      return texts('actor.token', { name });
    case 'device':
      return texts('actor.device', { name });
    case 'system':
      return texts('actor.system');
    case 'anyone':
      return texts('actor.anyone');
    default:
      return name;
  }
}
