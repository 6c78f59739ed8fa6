import type { Watch } from '@millwright/opcua/client';
import { tagErrors } from '@millwright/tags';
import { opcuaNodeErrors } from '../common/errors.ts';
import type { ServerTable } from '../mw-opcua-tags/table.ts';
import type { TableTag } from '../mw-opcua-tags/tag-of.ts';
import type { Asked } from './asked.ts';
import type { BadTags } from './bad-tags.ts';
import type { Derived } from './derived.ts';

/** As many as one node may watch, however many messages bring some. */
const mostTags = 50_000;

const because = (reason: string): Error => opcuaNodeErrors.badWatch({ reason });

/** What a message changes of a node that watches. */
export interface Changing {
  readonly table: Pick<ServerTable, 'tag' | 'computedAmong' | 'ownTags'>;
  readonly watch: Watch;
  /** All that is told of. */
  readonly told: BadTags;
  readonly derived: Derived | undefined;
}

/**
 * Does what a message asks, whole or not at all. Resolves when the server has been told, or cannot be just now: then it is as soon as it is
 * there again.
 * @throws `opcua-nodes.bad-watch`, `tags.unknown-tag`, `tags.bad-format`
 */
export function changeWatch(asked: Asked, { table, watch, told, derived }: Changing): Promise<void> {
  switch (asked.do) {
    case 'add': {
      const tags = [...asked.names.map((name) => namedTag(name, table)), ...table.ownTags(asked.own)];
      const names = tags.map(({ name }) => name);
      if (told.with(names) > mostTags) throw because(`one node watches ${mostTags} tags at most`);
      told.add(names);
      derived?.want(names);
      watch.add(tags);
      break;
    }
    case 'remove':
      assertWatched(asked.names, told, table);
      for (const name of asked.names)
        if (derived?.needs(name)) throw because(`a computed tag follows from "${name}"`);
      told.remove(asked.names);
      watch.remove(asked.names);
      break;
    case 'pause':
      watch.pause();
      break;
    case 'resume':
      watch.resume();
      break;
    case 'change': {
      const { publishing, sampling, queue } = asked.pace;
      watch.modify({
        ...(publishing !== undefined && { publishingInterval: publishing }),
        ...(sampling !== undefined && { samplingInterval: sampling }),
        ...(queue !== undefined && { queueSize: queue }),
      });
      break;
    }
    case 'link':
      assertWatched([asked.trigger, ...asked.linked], told, table);
      watch.trigger(asked.trigger, asked.linked);
      break;
  }
  return watch.settled();
}

function namedTag(name: string, table: Changing['table']): TableTag {
  const tag = table.tag(name);
  if (tag) return tag;
  if (table.computedAmong([name]).length > 0)
    throw because(`"${name}" is computed: which of those are told stands in the node`);
  throw tagErrors.unknownTag({ tag: name });
}

/** A computed tag is told of, and the server knows nothing of it. */
function assertWatched(names: readonly string[], told: BadTags, table: Changing['table']): void {
  const other = names.find((name) => !told.has(name)) ?? table.computedAmong(names)[0];
  if (other !== undefined) throw because(`"${other}" is no tag that the server watches here`);
}
