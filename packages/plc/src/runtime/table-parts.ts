import { deadbandOf } from '@millwright/plc';
import type { NodeContext } from '@millwright/runtime';
import { ComputedTags, type Deadband, systemClock } from '@millwright/tags';
import type { TableOptions } from './table.ts';

/** What the configuration of a table says, whatever the protocol. */
interface TableConfig {
  readonly tags: readonly { readonly access: 'read' | 'read-write' | 'write' }[];
  readonly computed: readonly {
    readonly name: string;
    readonly expression: string;
    readonly unit: string;
    readonly deadband: string;
    readonly group: string;
  }[];
}

/** A tag as its protocol knows it, as far as it matters here. */
interface MadeTag {
  readonly name: string;
  readonly group?: string;
  readonly deadband?: Deadband;
}

/**
 * What a table has besides what its protocol reads: the computed tags, and all members, computed ones last.
 * @param tags what the rows of the table became, in their order
 * @param shown what the log calls the table, for what cannot be computed
 */
export function tableParts(
  { config, log }: Pick<NodeContext<TableConfig>, 'config' | 'log'>,
  tags: readonly MadeTag[],
  shown: string,
): Pick<TableOptions<never, never, never, never>, 'computed' | 'members'> {
  const computed = new ComputedTags({
    tags: config.computed.map(({ name, expression, unit }) => ({
      name,
      expression,
      ...(unit !== '' && { unit }),
    })),
    others: tags.map(({ name }) => name),
    clock: systemClock,
  });
  for (const { message } of computed.unusable) log.warn(`Table ${shown}: ${message}`);
  const members = [
    ...tags.map(({ name, group, deadband }, index) => ({
      name,
      group,
      deadband,
      readable: config.tags[index]?.access !== 'write',
    })),
    ...config.computed.map((row) => ({
      name: row.name,
      group: row.group,
      deadband: deadbandOf(row),
      readable: true,
    })),
  ];
  return { computed, members };
}
