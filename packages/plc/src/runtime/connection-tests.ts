import type { Host } from '@millwright/runtime';
import type { ConfigOfFields, Fields, NodeDefinition } from '@millwright/schema';
import type { Clock } from '@millwright/tags';
import { AskingLimit, type AskingLimitOptions } from './asking-limit.ts';
import { type TypedOptions, typedConfig } from './typed-config.ts';

export interface ConnectionTestsOptions<F extends Fields> {
  readonly host: Pick<Host, 'operate'>;
  readonly clock: Clock;
  /** What an operation is called that tests a connection: `s7.test`. */
  readonly name: string;
  /** The node of a connection. */
  readonly definition: Pick<NodeDefinition<F>, 'parse'>;
  /** Those of the pack. */
  readonly errors: {
    readonly testTooOften: AskingLimitOptions['tooOften'];
    readonly unsetVariable: TypedOptions['unsetVariable'];
  };
}

/** What a dialog asks to be tested. */
export interface AskedTest {
  /** The configuration node that the dialog belongs to, where it is deployed. */
  readonly node?: string | undefined;
  /** Its fields as they are typed. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** Tests of connections as dialogs hold them: one at a time, ten times a minute, each of them an operation. */
export class ConnectionTests<F extends Fields> {
  readonly #options: ConnectionTestsOptions<F>;
  readonly #limit: AskingLimit;

  constructor(options: ConnectionTestsOptions<F>) {
    const { clock, errors } = options;
    this.#options = options;
    this.#limit = new AskingLimit({
      clock,
      mostAtOnce: 1,
      mostAMinute: 10,
      tooOften: errors.testTooOften,
    });
  }

  /**
   * @param test connects as the configuration says, which is what would be deployed
   * @throws `test-too-often` and `unset-variable` of the pack, `request.invalid`, or what the test throws
   */
  run<Result>(
    { node, config }: AskedTest,
    test: (typed: ConfigOfFields<F>) => Promise<Result>,
  ): Promise<Result> {
    const { host, name, definition, errors } = this.#options;
    return this.#limit.run(() => {
      const typed = typedConfig(definition, config, {
        environment: process.env,
        unsetVariable: errors.unsetVariable,
      });
      const target = node === undefined ? {} : { target: { kind: 'node', id: node } as const };
      return host.operate({ name, locks: [], ...target }, () => test(typed));
    });
  }
}
