import { CodedError, isCodedError } from '@millwright/schema';
import type { Source } from '../actor.ts';
import { type FunctionRow, isRefusable } from '../catalogue/index.ts';
import { type FlowsReader, FlowsWriteRecord } from '../flows/write.ts';
import { type FlowsCall, flowsWrites } from '../flows/writes.ts';
import { answerDetails } from '../http/refusal-details.ts';
import { currentContext, originOf } from '../pipeline/context.ts';
import { OperationRecord } from '../pipeline/record.ts';
import { type Pipeline, run } from '../pipeline/run.ts';
import type { NodeRed, Runtime, RuntimeFunction, RuntimeOptions } from '../red.ts';

export interface CaptureTools {
  readonly RED: NodeRed;
  readonly runtime: Runtime;
  readonly reader: FlowsReader;
  readonly turns: WeakMap<object, Promise<unknown>>;
  /** Where a live connection comes from, since it is no request. */
  readonly sourceOfClient: (client: unknown) => Source | undefined;
  /** To be told of each live connection, before anything is sent to it. */
  readonly meet: (client: unknown) => void;
}

/**
 * Sends every call of one function of Node-RED's runtime API through the pipeline.
 *
 * @param rows the rows of the catalogue for this function; the first that applies counts
 */
export function capture(
  rows: readonly FunctionRow[],
  pipeline: Pipeline,
  tools: CaptureTools,
): (original: RuntimeFunction) => RuntimeFunction {
  return (original) =>
    (options = {}) => {
      if (options['client']) tools.meet(options['client']);
      return inTurn(tools.turns, options['client'], async () => {
        const { user, req, ...input } = options;
        const row = rows.find(({ when }) => when?.(input) ?? true) as FunctionRow;
        const write = row.flows && flowsWrites[row.flows](input, tools);
        const operation = begin(row, write, { options, input }, pipeline, tools);
        const hand = write?.hand ?? ((given) => given);
        try {
          return await run(pipeline, {
            operation,
            locks: row.locks ?? [],
            refusable: isRefusable(row),
            prepare: async () => {
              await write?.prepare?.();
              operation.flows?.begin(input);
            },
            // Who asks goes to Node-RED as it came.
            apply: async () =>
              row.isVoid?.(input) ? undefined : original({ ...hand(operation.input), user, req }),
          });
        } catch (error) {
          if (row.uncaught && operation.outcome?.status === 'refused') {
            row.refuse?.(input);
            return undefined;
          }
          answerDetails(currentContext(pipeline.context), error);
          throw withoutMarkup(error);
        }
      });
    };
}

/**
 * Calls for one live connection come one after the other, as they would without the phases in between: else one that
 * is closed while its opening is still looked at would be closed first, and then opened for good.
 */
function inTurn<Result>(
  turns: CaptureTools['turns'],
  client: unknown,
  work: () => Promise<Result>,
): Promise<Result> {
  if (typeof client !== 'object' || client === null) return work();
  const before = turns.get(client);
  const result = before ? before.then(work, work) : work();
  turns.set(client, result);
  return result;
}

function begin(
  row: FunctionRow,
  write: FlowsCall | undefined,
  { options, input }: { readonly options: RuntimeOptions; readonly input: Readonly<Record<string, unknown>> },
  pipeline: Pipeline,
  { reader, sourceOfClient }: CaptureTools,
): OperationRecord {
  const fromClient = options.req !== undefined || row.group === 'comms';
  const origin = originOf(pipeline.context, options.user ?? row.user?.(input), fromClient);
  const source = origin.source ?? sourceOfClient(input['client']);
  return new OperationRecord({
    name: row.name,
    action: row.action,
    kind: row.kind,
    background: row.background,
    origin: { ...origin, source },
    startedAt: pipeline.clock.now(),
    input,
    target: write?.target ?? row.target?.(input),
    flows: write && new FlowsWriteRecord(reader, write.planner, write.deploymentType),
  });
}

/**
 * The editor shows what Node-RED answers as HTML, and messages may quote what users named their tabs. Node-RED's own
 * errors are left alone.
 */
function withoutMarkup(error: unknown): unknown {
  if (!isCodedError(error) || !/[<>]/.test(error.message)) return error;
  const { code, status, family, details } = error;
  const message = error.message.replaceAll('<', '‹').replaceAll('>', '›');
  const fields = { code, status, family, message };
  return new CodedError(details === undefined ? fields : { ...fields, details }, { cause: error });
}
