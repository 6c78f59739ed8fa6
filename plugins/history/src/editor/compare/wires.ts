/** One end of a wire: to a node, or to an output or the status of a subflow. */
export interface WireEnd {
  readonly id: string;
  /** Of a subflow's instance, from 0; absent where there is only one. */
  readonly port?: number;
}

/** What came and went at one output. */
export interface WireChange {
  /** The number of the output, from 1; undefined for links and for what has one only. */
  readonly output: number | undefined;
  readonly added: readonly WireEnd[];
  readonly removed: readonly WireEnd[];
}

/**
 * The difference of two values of `wires`, `links`, or a subflow's `in`, `out`, `status`, as far as they can be read.
 *
 * @returns undefined where nothing that is a wire differs, so that the values themselves have to be shown
 */
export function wireChanges(before: unknown, after: unknown): readonly WireChange[] | undefined {
  const was = outputsOf(before);
  const is = outputsOf(after);
  if (!was || !is) return undefined;
  const count = Math.max(was.length, is.length);
  const changes = Array.from({ length: count }, (_, index): WireChange => {
    const former = was[index] ?? [];
    const current = is[index] ?? [];
    return {
      output: count > 1 || isNested(before) || isNested(after) ? index + 1 : undefined,
      added: without(current, former),
      removed: without(former, current),
    };
  }).filter(({ added, removed }) => added.length + removed.length > 0);
  return changes.length > 0 ? changes : undefined;
}

const isNested = (value: unknown): boolean =>
  Array.isArray(value) && value.some((entry) => Array.isArray(entry));

/** Ends by output; undefined for a value of another shape. */
function outputsOf(value: unknown): readonly (readonly WireEnd[])[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    const single = portWires(value);
    return single && [single];
  }
  if (value.every((entry) => typeof entry === 'string')) return [value.map((id) => ({ id }))];
  const outputs = value.map((entry) => (Array.isArray(entry) ? nodeEnds(entry) : portWires(entry)));
  return outputs.every((entry) => entry !== undefined) ? outputs : undefined;
}

function nodeEnds(ids: readonly unknown[]): readonly WireEnd[] | undefined {
  return ids.every((id) => typeof id === 'string') ? ids.map((id) => ({ id })) : undefined;
}

/** `{ x, y, wires: [{ id, port }] }`, as a subflow keeps its inputs, outputs and status. */
function portWires(value: unknown): readonly WireEnd[] | undefined {
  if (typeof value !== 'object' || value === null || !('wires' in value) || !Array.isArray(value.wires))
    return undefined;
  const ends = value.wires.map((wire: unknown): WireEnd | undefined => {
    if (typeof wire !== 'object' || wire === null || !('id' in wire) || typeof wire.id !== 'string')
      return undefined;
    return 'port' in wire && typeof wire.port === 'number'
      ? { id: wire.id, port: wire.port }
      : { id: wire.id };
  });
  return ends.every((end) => end !== undefined) ? ends : undefined;
}

function without(all: readonly WireEnd[], others: readonly WireEnd[]): readonly WireEnd[] {
  const left = others.map(({ id, port }) => `${port ?? ''}/${id}`);
  return all.filter(({ id, port }) => {
    const index = left.indexOf(`${port ?? ''}/${id}`);
    if (index < 0) return true;
    left.splice(index, 1);
    return false;
  });
}
