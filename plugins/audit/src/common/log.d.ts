import { type eventClass, type outcome } from '@millwright/ledger/shapes';
import * as v from 'valibot';

export type { Fault, Verdict } from '@millwright/ledger/shapes';
/** An event as a list shows it: without what only its details need. */
export declare const eventSummary: v.ObjectSchema<
  {
    readonly name: v.SchemaWithPipe<
      readonly [
        v.StringSchema<undefined>,
        v.MinLengthAction<string, 1, undefined>,
        v.MaxLengthAction<string, 100, undefined>,
      ]
    >;
    readonly class: v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>;
    readonly outcome: v.OptionalSchema<
      v.PicklistSchema<readonly ['success', 'refused', 'failed', 'unknown'], undefined>,
      undefined
    >;
    readonly operation: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
      undefined
    >;
    readonly correlation: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
      undefined
    >;
    readonly actor: v.ObjectSchema<
      {
        readonly kind: v.PicklistSchema<['user', 'token', 'device', 'system', 'anyone'], undefined>;
        readonly name: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
          undefined
        >;
        readonly roles: v.OptionalSchema<
          v.ArraySchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            undefined
          >,
          undefined
        >;
        readonly by: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
          undefined
        >;
      },
      undefined
    >;
    readonly source: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly address: v.OptionalSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            undefined
          >;
          readonly userAgent: v.OptionalSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 400, undefined>]>,
            undefined
          >;
          readonly method: v.OptionalSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            undefined
          >;
          readonly path: v.OptionalSchema<
            v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 1000, undefined>]
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    readonly target: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly kind: v.SchemaWithPipe<
            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
          >;
          readonly id: v.SchemaWithPipe<
            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 1000, undefined>]
          >;
          readonly name: v.OptionalSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    readonly before: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
      undefined
    >;
    readonly after: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
      undefined
    >;
    readonly version: v.OptionalSchema<
      v.SchemaWithPipe<
        readonly [
          v.SchemaWithPipe<readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]>,
          v.MinValueAction<number, 0, undefined>,
        ]
      >,
      undefined
    >;
    readonly reason: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 2000, undefined>]>,
      undefined
    >;
    readonly rules: v.OptionalSchema<
      v.ArraySchema<
        v.ObjectSchema<
          {
            readonly role: v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
            >;
            readonly rule: v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
            >;
          },
          undefined
        >,
        undefined
      >,
      undefined
    >;
    readonly code: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
      undefined
    >;
    readonly format: v.LiteralSchema<1, undefined>;
    readonly seq: v.SchemaWithPipe<
      readonly [
        v.SchemaWithPipe<readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]>,
        v.MinValueAction<number, 0, undefined>,
        v.MaxValueAction<number, 999999999999, undefined>,
      ]
    >;
    readonly time: v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]>;
    readonly boot: v.SchemaWithPipe<
      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
    >;
    readonly uptime: v.SchemaWithPipe<
      readonly [
        v.SchemaWithPipe<readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly instance: v.SchemaWithPipe<
      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
    >;
    /** Parts without their nodes, the first five. */
    readonly change: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly moreParts: v.OptionalSchema<
            v.SchemaWithPipe<
              readonly [
                v.SchemaWithPipe<
                  readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                >,
                v.MinValueAction<number, 0, undefined>,
              ]
            >,
            undefined
          >;
          readonly moreNodes: v.OptionalSchema<
            v.SchemaWithPipe<
              readonly [
                v.SchemaWithPipe<
                  readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                >,
                v.MinValueAction<number, 0, undefined>,
              ]
            >,
            undefined
          >;
          readonly reordered: v.OptionalSchema<v.BooleanSchema<undefined>, undefined>;
          readonly moreCredentials: v.OptionalSchema<
            v.SchemaWithPipe<
              readonly [
                v.SchemaWithPipe<
                  readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                >,
                v.MinValueAction<number, 0, undefined>,
              ]
            >,
            undefined
          >;
          readonly parts: v.ArraySchema<
            Omit<
              v.ObjectSchema<
                {
                  readonly kind: v.PicklistSchema<['tab', 'subflow', 'configuration', 'global'], undefined>;
                  readonly id: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >;
                  readonly name: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >;
                  readonly formerName: v.OptionalSchema<
                    v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                    >,
                    undefined
                  >;
                  readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
                  readonly properties: v.BooleanSchema<undefined>;
                  readonly added: v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >;
                  readonly changed: v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >;
                  readonly removed: v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >;
                  readonly moved: v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >;
                  readonly nodes: v.ArraySchema<
                    v.ObjectSchema<
                      {
                        readonly id: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly type: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly name: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
                      },
                      undefined
                    >,
                    undefined
                  >;
                },
                undefined
              >,
              'entries' | '~run' | '~standard' | '~types'
            > & {
              readonly entries: Omit<
                {
                  readonly kind: v.PicklistSchema<['tab', 'subflow', 'configuration', 'global'], undefined>;
                  readonly id: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >;
                  readonly name: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >;
                  readonly formerName: v.OptionalSchema<
                    v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                    >,
                    undefined
                  >;
                  readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
                  readonly properties: v.BooleanSchema<undefined>;
                  readonly added: v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >;
                  readonly changed: v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >;
                  readonly removed: v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >;
                  readonly moved: v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >;
                  readonly nodes: v.ArraySchema<
                    v.ObjectSchema<
                      {
                        readonly id: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly type: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly name: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
                      },
                      undefined
                    >,
                    undefined
                  >;
                },
                'nodes'
              >;
              readonly '~standard': v.StandardProps<
                {
                  kind: 'configuration' | 'global' | 'subflow' | 'tab';
                  id: string;
                  name: string;
                  formerName?: string | undefined;
                  state: 'added' | 'changed' | 'moved' | 'removed';
                  properties: boolean;
                  added: number;
                  changed: number;
                  removed: number;
                  moved: number;
                },
                {
                  kind: 'configuration' | 'global' | 'subflow' | 'tab';
                  id: string;
                  name: string;
                  formerName?: string | undefined;
                  state: 'added' | 'changed' | 'moved' | 'removed';
                  properties: boolean;
                  added: number;
                  changed: number;
                  removed: number;
                  moved: number;
                }
              >;
              readonly '~run': (
                dataset: v.UnknownDataset,
                config: v.Config<v.BaseIssue<unknown>>,
              ) => v.OutputDataset<
                {
                  kind: 'configuration' | 'global' | 'subflow' | 'tab';
                  id: string;
                  name: string;
                  formerName?: string | undefined;
                  state: 'added' | 'changed' | 'moved' | 'removed';
                  properties: boolean;
                  added: number;
                  changed: number;
                  removed: number;
                  moved: number;
                },
                | v.BooleanIssue
                | v.MaxLengthIssue<string, 200>
                | v.MinValueIssue<number, 0>
                | v.NumberIssue
                | v.ObjectIssue
                | v.PicklistIssue
                | v.SafeIntegerIssue<number>
                | v.StringIssue
              >;
              readonly '~types'?:
                | {
                    readonly input: {
                      kind: 'configuration' | 'global' | 'subflow' | 'tab';
                      id: string;
                      name: string;
                      formerName?: string | undefined;
                      state: 'added' | 'changed' | 'moved' | 'removed';
                      properties: boolean;
                      added: number;
                      changed: number;
                      removed: number;
                      moved: number;
                    };
                    readonly output: {
                      kind: 'configuration' | 'global' | 'subflow' | 'tab';
                      id: string;
                      name: string;
                      formerName?: string | undefined;
                      state: 'added' | 'changed' | 'moved' | 'removed';
                      properties: boolean;
                      added: number;
                      changed: number;
                      removed: number;
                      moved: number;
                    };
                    readonly issue:
                      | v.BooleanIssue
                      | v.MaxLengthIssue<string, 200>
                      | v.MinValueIssue<number, 0>
                      | v.NumberIssue
                      | v.ObjectIssue
                      | v.PicklistIssue
                      | v.SafeIntegerIssue<number>
                      | v.StringIssue;
                  }
                | undefined;
            },
            undefined
          >;
          readonly credentials: v.OptionalSchema<
            v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 0, undefined>,
              ]
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
  },
  undefined
>;
export type EventSummary = v.InferOutput<typeof eventSummary>;
/** How sure one can be of an event. */
export declare const cover: v.ObjectSchema<
  {
    /** Size of the first checkpoint that covers it; absent until there is one. */
    readonly checkpoint: v.OptionalSchema<
      v.SchemaWithPipe<
        readonly [
          v.NumberSchema<undefined>,
          v.IntegerAction<number, undefined>,
          v.MinValueAction<number, 0, undefined>,
        ]
      >,
      undefined
    >;
    /** Names of the destinations that have been sent a checkpoint which covers it. */
    readonly anchors: v.ArraySchema<v.StringSchema<undefined>, undefined>;
  },
  undefined
>;
export declare const eventDetails: v.ObjectSchema<
  {
    readonly event: v.ObjectSchema<
      {
        readonly name: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.MinLengthAction<string, 1, undefined>,
            v.MaxLengthAction<string, 100, undefined>,
          ]
        >;
        readonly class: v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>;
        readonly outcome: v.OptionalSchema<
          v.PicklistSchema<readonly ['success', 'refused', 'failed', 'unknown'], undefined>,
          undefined
        >;
        readonly operation: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
          undefined
        >;
        readonly correlation: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
          undefined
        >;
        readonly actor: v.ObjectSchema<
          {
            readonly kind: v.PicklistSchema<['user', 'token', 'device', 'system', 'anyone'], undefined>;
            readonly name: v.OptionalSchema<
              v.SchemaWithPipe<
                readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
              >,
              undefined
            >;
            readonly roles: v.OptionalSchema<
              v.ArraySchema<
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                >,
                undefined
              >,
              undefined
            >;
            readonly by: v.OptionalSchema<
              v.SchemaWithPipe<
                readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
              >,
              undefined
            >;
          },
          undefined
        >;
        readonly source: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly address: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                >,
                undefined
              >;
              readonly userAgent: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 400, undefined>]
                >,
                undefined
              >;
              readonly method: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                >,
                undefined
              >;
              readonly path: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 1000, undefined>]
                >,
                undefined
              >;
            },
            undefined
          >,
          undefined
        >;
        readonly target: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly kind: v.SchemaWithPipe<
                readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
              >;
              readonly id: v.SchemaWithPipe<
                readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 1000, undefined>]
              >;
              readonly name: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                >,
                undefined
              >;
            },
            undefined
          >,
          undefined
        >;
        readonly change: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly parts: v.ArraySchema<
                v.ObjectSchema<
                  {
                    readonly kind: v.PicklistSchema<['tab', 'subflow', 'configuration', 'global'], undefined>;
                    readonly id: v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                    >;
                    readonly name: v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                    >;
                    readonly formerName: v.OptionalSchema<
                      v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                      >,
                      undefined
                    >;
                    readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
                    readonly properties: v.BooleanSchema<undefined>;
                    readonly added: v.SchemaWithPipe<
                      readonly [
                        v.SchemaWithPipe<
                          readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                        >,
                        v.MinValueAction<number, 0, undefined>,
                      ]
                    >;
                    readonly changed: v.SchemaWithPipe<
                      readonly [
                        v.SchemaWithPipe<
                          readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                        >,
                        v.MinValueAction<number, 0, undefined>,
                      ]
                    >;
                    readonly removed: v.SchemaWithPipe<
                      readonly [
                        v.SchemaWithPipe<
                          readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                        >,
                        v.MinValueAction<number, 0, undefined>,
                      ]
                    >;
                    readonly moved: v.SchemaWithPipe<
                      readonly [
                        v.SchemaWithPipe<
                          readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                        >,
                        v.MinValueAction<number, 0, undefined>,
                      ]
                    >;
                    readonly nodes: v.ArraySchema<
                      v.ObjectSchema<
                        {
                          readonly id: v.SchemaWithPipe<
                            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                          >;
                          readonly type: v.SchemaWithPipe<
                            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                          >;
                          readonly name: v.SchemaWithPipe<
                            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                          >;
                          readonly state: v.PicklistSchema<
                            ['added', 'changed', 'removed', 'moved'],
                            undefined
                          >;
                        },
                        undefined
                      >,
                      undefined
                    >;
                  },
                  undefined
                >,
                undefined
              >;
              readonly moreParts: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [
                    v.SchemaWithPipe<
                      readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                    >,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >,
                undefined
              >;
              readonly moreNodes: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [
                    v.SchemaWithPipe<
                      readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                    >,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >,
                undefined
              >;
              readonly reordered: v.OptionalSchema<v.BooleanSchema<undefined>, undefined>;
              readonly credentials: v.OptionalSchema<
                v.ArraySchema<
                  v.ObjectSchema<
                    {
                      readonly id: v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                      >;
                      readonly field: v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                      >;
                      readonly state: v.PicklistSchema<['set', 'removed'], undefined>;
                      readonly digest: v.OptionalSchema<
                        v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >,
                        undefined
                      >;
                    },
                    undefined
                  >,
                  undefined
                >,
                undefined
              >;
              readonly moreCredentials: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [
                    v.SchemaWithPipe<
                      readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                    >,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >,
                undefined
              >;
            },
            undefined
          >,
          undefined
        >;
        readonly before: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
          undefined
        >;
        readonly after: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
          undefined
        >;
        readonly version: v.OptionalSchema<
          v.SchemaWithPipe<
            readonly [
              v.SchemaWithPipe<readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >,
          undefined
        >;
        readonly reason: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 2000, undefined>]>,
          undefined
        >;
        readonly rules: v.OptionalSchema<
          v.ArraySchema<
            v.ObjectSchema<
              {
                readonly role: v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                >;
                readonly rule: v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                >;
              },
              undefined
            >,
            undefined
          >,
          undefined
        >;
        readonly code: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
          undefined
        >;
        readonly message: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 2000, undefined>]>,
          undefined
        >;
        readonly data: v.OptionalSchema<
          v.RecordSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            v.UnionSchema<
              [
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 4000, undefined>]
                >,
                v.SchemaWithPipe<
                  readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                >,
                v.BooleanSchema<undefined>,
                v.ArraySchema<
                  v.UnionSchema<
                    [
                      v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 2000, undefined>]
                      >,
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                    ],
                    undefined
                  >,
                  undefined
                >,
              ],
              undefined
            >,
            undefined
          >,
          undefined
        >;
        readonly format: v.LiteralSchema<1, undefined>;
        readonly seq: v.SchemaWithPipe<
          readonly [
            v.SchemaWithPipe<readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]>,
            v.MinValueAction<number, 0, undefined>,
            v.MaxValueAction<number, 999999999999, undefined>,
          ]
        >;
        readonly time: v.SchemaWithPipe<
          readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
        >;
        readonly boot: v.SchemaWithPipe<
          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
        >;
        readonly uptime: v.SchemaWithPipe<
          readonly [
            v.SchemaWithPipe<readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]>,
            v.MinValueAction<number, 0, undefined>,
          ]
        >;
        readonly instance: v.SchemaWithPipe<
          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
        >;
      },
      undefined
    >;
    /** SHA-256 of the leaf, in hex. */
    readonly digest: v.StringSchema<undefined>;
    readonly cover: v.ObjectSchema<
      {
        /** Size of the first checkpoint that covers it; absent until there is one. */
        readonly checkpoint: v.OptionalSchema<
          v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.IntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >,
          undefined
        >;
        /** Names of the destinations that have been sent a checkpoint which covers it. */
        readonly anchors: v.ArraySchema<v.StringSchema<undefined>, undefined>;
      },
      undefined
    >;
  },
  undefined
>;
export type EventDetails = v.InferOutput<typeof eventDetails>;
export declare const notice: v.ObjectSchema<
  {
    readonly code: v.StringSchema<undefined>;
    /** English; editors make their own words from the code and the details. */
    readonly message: v.StringSchema<undefined>;
    readonly details: v.OptionalSchema<
      v.RecordSchema<
        v.StringSchema<undefined>,
        v.UnionSchema<[v.StringSchema<undefined>, v.NumberSchema<undefined>], undefined>,
        undefined
      >,
      undefined
    >;
  },
  undefined
>;
export type Notice = v.InferOutput<typeof notice>;
export declare const destinationState: v.ObjectSchema<
  {
    readonly id: v.StringSchema<undefined>;
    readonly name: v.StringSchema<undefined>;
    readonly kind: v.PicklistSchema<['file', 'syslog', 'webhook', 'mqtt'], undefined>;
    readonly enabled: v.BooleanSchema<undefined>;
    readonly anchor: v.BooleanSchema<undefined>;
    /** `waiting`: the last try failed, and the next one is due. */
    readonly state: v.PicklistSchema<['off', 'delivering', 'up-to-date', 'waiting'], undefined>;
    /** Events that are still to be sent. */
    readonly behind: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    /** Milliseconds since 1970 of the oldest of them. */
    readonly since: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    /** Milliseconds since 1970. */
    readonly lastDelivered: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    readonly nextTry: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    /** Size of the last checkpoint that went there. */
    readonly anchored: v.OptionalSchema<
      v.SchemaWithPipe<
        readonly [
          v.NumberSchema<undefined>,
          v.IntegerAction<number, undefined>,
          v.MinValueAction<number, 0, undefined>,
        ]
      >,
      undefined
    >;
    readonly problem: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly code: v.StringSchema<undefined>;
          /** English; editors make their own words from the code and the details. */
          readonly message: v.StringSchema<undefined>;
          readonly details: v.OptionalSchema<
            v.RecordSchema<
              v.StringSchema<undefined>,
              v.UnionSchema<[v.StringSchema<undefined>, v.NumberSchema<undefined>], undefined>,
              undefined
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
  },
  undefined
>;
export type DestinationState = v.InferOutput<typeof destinationState>;
export declare const checkpoint: v.ObjectSchema<
  {
    readonly size: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    /** Milliseconds since 1970. */
    readonly time: v.NumberSchema<undefined>;
    /** C2SP signed note, as it goes to anchors. */
    readonly note: v.StringSchema<undefined>;
  },
  undefined
>;
export declare const health: v.ObjectSchema<
  {
    /** `failing`: the last event could not be written. */
    readonly state: v.PicklistSchema<['well', 'failing', 'opening'], undefined>;
    /** Events there have been, with those that were pruned. */
    readonly size: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    /** Events that are there. */
    readonly events: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly bytes: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    /** Bytes that a day adds, by the last days; absent while nobody can tell. */
    readonly bytesPerDay: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    readonly origin: v.StringSchema<undefined>;
    readonly fingerprint: v.StringSchema<undefined>;
    readonly checkpoint: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly size: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.IntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >;
          /** Milliseconds since 1970. */
          readonly time: v.NumberSchema<undefined>;
          /** C2SP signed note, as it goes to anchors. */
          readonly note: v.StringSchema<undefined>;
        },
        undefined
      >,
      undefined
    >;
    /** Events that no anchor covers yet. */
    readonly open: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    /** Milliseconds since 1970 of the first of them; absent while there is none. */
    readonly openSince: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    /** Lost since the log could last be written. */
    readonly lost: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly destinations: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly id: v.StringSchema<undefined>;
          readonly name: v.StringSchema<undefined>;
          readonly kind: v.PicklistSchema<['file', 'syslog', 'webhook', 'mqtt'], undefined>;
          readonly enabled: v.BooleanSchema<undefined>;
          readonly anchor: v.BooleanSchema<undefined>;
          /** `waiting`: the last try failed, and the next one is due. */
          readonly state: v.PicklistSchema<['off', 'delivering', 'up-to-date', 'waiting'], undefined>;
          /** Events that are still to be sent. */
          readonly behind: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.IntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >;
          /** Milliseconds since 1970 of the oldest of them. */
          readonly since: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
          /** Milliseconds since 1970. */
          readonly lastDelivered: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
          readonly nextTry: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
          /** Size of the last checkpoint that went there. */
          readonly anchored: v.OptionalSchema<
            v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 0, undefined>,
              ]
            >,
            undefined
          >;
          readonly problem: v.OptionalSchema<
            v.ObjectSchema<
              {
                readonly code: v.StringSchema<undefined>;
                /** English; editors make their own words from the code and the details. */
                readonly message: v.StringSchema<undefined>;
                readonly details: v.OptionalSchema<
                  v.RecordSchema<
                    v.StringSchema<undefined>,
                    v.UnionSchema<[v.StringSchema<undefined>, v.NumberSchema<undefined>], undefined>,
                    undefined
                  >,
                  undefined
                >;
              },
              undefined
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    /** The last check of the whole log. */
    readonly verified: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly time: v.NumberSchema<undefined>;
          readonly verdict: v.ObjectSchema<
            {
              readonly result: v.PicklistSchema<['ok', 'tampered', 'unverifiable'], undefined>;
              readonly origin: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly fingerprint: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly size: v.SchemaWithPipe<
                readonly [
                  v.NumberSchema<undefined>,
                  v.SafeIntegerAction<number, undefined>,
                  v.MinValueAction<number, 0, undefined>,
                ]
              >;
              readonly checked: v.SchemaWithPipe<
                readonly [
                  v.NumberSchema<undefined>,
                  v.SafeIntegerAction<number, undefined>,
                  v.MinValueAction<number, 0, undefined>,
                ]
              >;
              readonly pruned: v.SchemaWithPipe<
                readonly [
                  v.NumberSchema<undefined>,
                  v.SafeIntegerAction<number, undefined>,
                  v.MinValueAction<number, 0, undefined>,
                ]
              >;
              readonly signed: v.SchemaWithPipe<
                readonly [
                  v.NumberSchema<undefined>,
                  v.SafeIntegerAction<number, undefined>,
                  v.MinValueAction<number, 0, undefined>,
                ]
              >;
              readonly anchored: v.SchemaWithPipe<
                readonly [
                  v.NumberSchema<undefined>,
                  v.SafeIntegerAction<number, undefined>,
                  v.MinValueAction<number, 0, undefined>,
                ]
              >;
              readonly anchors: v.SchemaWithPipe<
                readonly [
                  v.NumberSchema<undefined>,
                  v.SafeIntegerAction<number, undefined>,
                  v.MinValueAction<number, 0, undefined>,
                ]
              >;
              readonly reason: v.OptionalSchema<
                v.PicklistSchema<['no-anchor', 'no-checkpoint', 'empty'], undefined>,
                undefined
              >;
              readonly faults: v.ArraySchema<
                v.ObjectSchema<
                  {
                    readonly kind: v.PicklistSchema<
                      readonly [
                        'unreadable',
                        'schema',
                        'record',
                        'digest',
                        'missing',
                        'index',
                        'checkpoint',
                        'signature',
                        'key',
                        'anchor',
                      ],
                      undefined
                    >;
                    readonly seq: v.OptionalSchema<
                      v.SchemaWithPipe<
                        readonly [
                          v.SchemaWithPipe<
                            readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                          >,
                          v.MinValueAction<number, 0, undefined>,
                          v.MaxValueAction<number, 999999999999, undefined>,
                        ]
                      >,
                      undefined
                    >;
                    readonly from: v.OptionalSchema<
                      v.SchemaWithPipe<
                        readonly [
                          v.SchemaWithPipe<
                            readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                          >,
                          v.MinValueAction<number, 0, undefined>,
                          v.MaxValueAction<number, 999999999999, undefined>,
                        ]
                      >,
                      undefined
                    >;
                    readonly to: v.OptionalSchema<
                      v.SchemaWithPipe<
                        readonly [
                          v.SchemaWithPipe<
                            readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                          >,
                          v.MinValueAction<number, 0, undefined>,
                          v.MaxValueAction<number, 999999999999, undefined>,
                        ]
                      >,
                      undefined
                    >;
                    readonly message: v.StringSchema<undefined>;
                  },
                  undefined
                >,
                undefined
              >;
            },
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    /** What is not as it should be, the worst first. */
    readonly notices: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly code: v.StringSchema<undefined>;
          /** English; editors make their own words from the code and the details. */
          readonly message: v.StringSchema<undefined>;
          readonly details: v.OptionalSchema<
            v.RecordSchema<
              v.StringSchema<undefined>,
              v.UnionSchema<[v.StringSchema<undefined>, v.NumberSchema<undefined>], undefined>,
              undefined
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
  },
  undefined
>;
export type Health = v.InferOutput<typeof health>;
/** What a list is narrowed to. */
export interface EventFilter {
  readonly text?: string | undefined;
  readonly actor?: string | undefined;
  readonly name?: string | undefined;
  readonly outcomes?: readonly v.InferOutput<typeof outcome>[] | undefined;
  readonly classes?: readonly v.InferOutput<typeof eventClass>[] | undefined;
  readonly target?: string | undefined;
  readonly operation?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}
export declare const eventPage: v.ObjectSchema<
  {
    readonly events: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly name: v.SchemaWithPipe<
            readonly [
              v.StringSchema<undefined>,
              v.MinLengthAction<string, 1, undefined>,
              v.MaxLengthAction<string, 100, undefined>,
            ]
          >;
          readonly class: v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>;
          readonly outcome: v.OptionalSchema<
            v.PicklistSchema<readonly ['success', 'refused', 'failed', 'unknown'], undefined>,
            undefined
          >;
          readonly operation: v.OptionalSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            undefined
          >;
          readonly correlation: v.OptionalSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            undefined
          >;
          readonly actor: v.ObjectSchema<
            {
              readonly kind: v.PicklistSchema<['user', 'token', 'device', 'system', 'anyone'], undefined>;
              readonly name: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                >,
                undefined
              >;
              readonly roles: v.OptionalSchema<
                v.ArraySchema<
                  v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >,
                  undefined
                >,
                undefined
              >;
              readonly by: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                >,
                undefined
              >;
            },
            undefined
          >;
          readonly source: v.OptionalSchema<
            v.ObjectSchema<
              {
                readonly address: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >,
                  undefined
                >;
                readonly userAgent: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 400, undefined>]
                  >,
                  undefined
                >;
                readonly method: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >,
                  undefined
                >;
                readonly path: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 1000, undefined>]
                  >,
                  undefined
                >;
              },
              undefined
            >,
            undefined
          >;
          readonly target: v.OptionalSchema<
            v.ObjectSchema<
              {
                readonly kind: v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                >;
                readonly id: v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 1000, undefined>]
                >;
                readonly name: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >,
                  undefined
                >;
              },
              undefined
            >,
            undefined
          >;
          readonly before: v.OptionalSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            undefined
          >;
          readonly after: v.OptionalSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            undefined
          >;
          readonly version: v.OptionalSchema<
            v.SchemaWithPipe<
              readonly [
                v.SchemaWithPipe<
                  readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                >,
                v.MinValueAction<number, 0, undefined>,
              ]
            >,
            undefined
          >;
          readonly reason: v.OptionalSchema<
            v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 2000, undefined>]
            >,
            undefined
          >;
          readonly rules: v.OptionalSchema<
            v.ArraySchema<
              v.ObjectSchema<
                {
                  readonly role: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >;
                  readonly rule: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                  >;
                },
                undefined
              >,
              undefined
            >,
            undefined
          >;
          readonly code: v.OptionalSchema<
            v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
            undefined
          >;
          readonly format: v.LiteralSchema<1, undefined>;
          readonly seq: v.SchemaWithPipe<
            readonly [
              v.SchemaWithPipe<readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]>,
              v.MinValueAction<number, 0, undefined>,
              v.MaxValueAction<number, 999999999999, undefined>,
            ]
          >;
          readonly time: v.SchemaWithPipe<
            readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
          >;
          readonly boot: v.SchemaWithPipe<
            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
          >;
          readonly uptime: v.SchemaWithPipe<
            readonly [
              v.SchemaWithPipe<readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >;
          readonly instance: v.SchemaWithPipe<
            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
          >;
          /** Parts without their nodes, the first five. */
          readonly change: v.OptionalSchema<
            v.ObjectSchema<
              {
                readonly moreParts: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >,
                  undefined
                >;
                readonly moreNodes: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >,
                  undefined
                >;
                readonly reordered: v.OptionalSchema<v.BooleanSchema<undefined>, undefined>;
                readonly moreCredentials: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >,
                  undefined
                >;
                readonly parts: v.ArraySchema<
                  Omit<
                    v.ObjectSchema<
                      {
                        readonly kind: v.PicklistSchema<
                          ['tab', 'subflow', 'configuration', 'global'],
                          undefined
                        >;
                        readonly id: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly name: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly formerName: v.OptionalSchema<
                          v.SchemaWithPipe<
                            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                          >,
                          undefined
                        >;
                        readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
                        readonly properties: v.BooleanSchema<undefined>;
                        readonly added: v.SchemaWithPipe<
                          readonly [
                            v.SchemaWithPipe<
                              readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                            >,
                            v.MinValueAction<number, 0, undefined>,
                          ]
                        >;
                        readonly changed: v.SchemaWithPipe<
                          readonly [
                            v.SchemaWithPipe<
                              readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                            >,
                            v.MinValueAction<number, 0, undefined>,
                          ]
                        >;
                        readonly removed: v.SchemaWithPipe<
                          readonly [
                            v.SchemaWithPipe<
                              readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                            >,
                            v.MinValueAction<number, 0, undefined>,
                          ]
                        >;
                        readonly moved: v.SchemaWithPipe<
                          readonly [
                            v.SchemaWithPipe<
                              readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                            >,
                            v.MinValueAction<number, 0, undefined>,
                          ]
                        >;
                        readonly nodes: v.ArraySchema<
                          v.ObjectSchema<
                            {
                              readonly id: v.SchemaWithPipe<
                                readonly [
                                  v.StringSchema<undefined>,
                                  v.MaxLengthAction<string, 200, undefined>,
                                ]
                              >;
                              readonly type: v.SchemaWithPipe<
                                readonly [
                                  v.StringSchema<undefined>,
                                  v.MaxLengthAction<string, 200, undefined>,
                                ]
                              >;
                              readonly name: v.SchemaWithPipe<
                                readonly [
                                  v.StringSchema<undefined>,
                                  v.MaxLengthAction<string, 200, undefined>,
                                ]
                              >;
                              readonly state: v.PicklistSchema<
                                ['added', 'changed', 'removed', 'moved'],
                                undefined
                              >;
                            },
                            undefined
                          >,
                          undefined
                        >;
                      },
                      undefined
                    >,
                    'entries' | '~run' | '~standard' | '~types'
                  > & {
                    readonly entries: Omit<
                      {
                        readonly kind: v.PicklistSchema<
                          ['tab', 'subflow', 'configuration', 'global'],
                          undefined
                        >;
                        readonly id: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly name: v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                        >;
                        readonly formerName: v.OptionalSchema<
                          v.SchemaWithPipe<
                            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                          >,
                          undefined
                        >;
                        readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
                        readonly properties: v.BooleanSchema<undefined>;
                        readonly added: v.SchemaWithPipe<
                          readonly [
                            v.SchemaWithPipe<
                              readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                            >,
                            v.MinValueAction<number, 0, undefined>,
                          ]
                        >;
                        readonly changed: v.SchemaWithPipe<
                          readonly [
                            v.SchemaWithPipe<
                              readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                            >,
                            v.MinValueAction<number, 0, undefined>,
                          ]
                        >;
                        readonly removed: v.SchemaWithPipe<
                          readonly [
                            v.SchemaWithPipe<
                              readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                            >,
                            v.MinValueAction<number, 0, undefined>,
                          ]
                        >;
                        readonly moved: v.SchemaWithPipe<
                          readonly [
                            v.SchemaWithPipe<
                              readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                            >,
                            v.MinValueAction<number, 0, undefined>,
                          ]
                        >;
                        readonly nodes: v.ArraySchema<
                          v.ObjectSchema<
                            {
                              readonly id: v.SchemaWithPipe<
                                readonly [
                                  v.StringSchema<undefined>,
                                  v.MaxLengthAction<string, 200, undefined>,
                                ]
                              >;
                              readonly type: v.SchemaWithPipe<
                                readonly [
                                  v.StringSchema<undefined>,
                                  v.MaxLengthAction<string, 200, undefined>,
                                ]
                              >;
                              readonly name: v.SchemaWithPipe<
                                readonly [
                                  v.StringSchema<undefined>,
                                  v.MaxLengthAction<string, 200, undefined>,
                                ]
                              >;
                              readonly state: v.PicklistSchema<
                                ['added', 'changed', 'removed', 'moved'],
                                undefined
                              >;
                            },
                            undefined
                          >,
                          undefined
                        >;
                      },
                      'nodes'
                    >;
                    readonly '~standard': v.StandardProps<
                      {
                        kind: 'configuration' | 'global' | 'subflow' | 'tab';
                        id: string;
                        name: string;
                        formerName?: string | undefined;
                        state: 'added' | 'changed' | 'moved' | 'removed';
                        properties: boolean;
                        added: number;
                        changed: number;
                        removed: number;
                        moved: number;
                      },
                      {
                        kind: 'configuration' | 'global' | 'subflow' | 'tab';
                        id: string;
                        name: string;
                        formerName?: string | undefined;
                        state: 'added' | 'changed' | 'moved' | 'removed';
                        properties: boolean;
                        added: number;
                        changed: number;
                        removed: number;
                        moved: number;
                      }
                    >;
                    readonly '~run': (
                      dataset: v.UnknownDataset,
                      config: v.Config<v.BaseIssue<unknown>>,
                    ) => v.OutputDataset<
                      {
                        kind: 'configuration' | 'global' | 'subflow' | 'tab';
                        id: string;
                        name: string;
                        formerName?: string | undefined;
                        state: 'added' | 'changed' | 'moved' | 'removed';
                        properties: boolean;
                        added: number;
                        changed: number;
                        removed: number;
                        moved: number;
                      },
                      | v.BooleanIssue
                      | v.MaxLengthIssue<string, 200>
                      | v.MinValueIssue<number, 0>
                      | v.NumberIssue
                      | v.ObjectIssue
                      | v.PicklistIssue
                      | v.SafeIntegerIssue<number>
                      | v.StringIssue
                    >;
                    readonly '~types'?:
                      | {
                          readonly input: {
                            kind: 'configuration' | 'global' | 'subflow' | 'tab';
                            id: string;
                            name: string;
                            formerName?: string | undefined;
                            state: 'added' | 'changed' | 'moved' | 'removed';
                            properties: boolean;
                            added: number;
                            changed: number;
                            removed: number;
                            moved: number;
                          };
                          readonly output: {
                            kind: 'configuration' | 'global' | 'subflow' | 'tab';
                            id: string;
                            name: string;
                            formerName?: string | undefined;
                            state: 'added' | 'changed' | 'moved' | 'removed';
                            properties: boolean;
                            added: number;
                            changed: number;
                            removed: number;
                            moved: number;
                          };
                          readonly issue:
                            | v.BooleanIssue
                            | v.MaxLengthIssue<string, 200>
                            | v.MinValueIssue<number, 0>
                            | v.NumberIssue
                            | v.ObjectIssue
                            | v.PicklistIssue
                            | v.SafeIntegerIssue<number>
                            | v.StringIssue;
                        }
                      | undefined;
                  },
                  undefined
                >;
                readonly credentials: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [
                      v.NumberSchema<undefined>,
                      v.IntegerAction<number, undefined>,
                      v.MinValueAction<number, 0, undefined>,
                    ]
                  >,
                  undefined
                >;
              },
              undefined
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    /** Ask for the next page with `before` set to it. */
    readonly next: v.OptionalSchema<
      v.SchemaWithPipe<
        readonly [
          v.SchemaWithPipe<readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]>,
          v.MinValueAction<number, 0, undefined>,
          v.MaxValueAction<number, 999999999999, undefined>,
        ]
      >,
      undefined
    >;
  },
  undefined
>;
/** What a list can be narrowed to: of the newest hundred thousand events, the most frequent first, at most 200 of each. */
export declare const filters: v.ObjectSchema<
  {
    readonly actors: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly value: v.StringSchema<undefined>;
          readonly kind: v.StringSchema<undefined>;
          readonly name: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        },
        undefined
      >,
      undefined
    >;
    readonly names: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    readonly targets: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly value: v.StringSchema<undefined>;
          readonly kind: v.StringSchema<undefined>;
          readonly name: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        },
        undefined
      >,
      undefined
    >;
  },
  undefined
>;
export declare const verification: v.ObjectSchema<
  {
    readonly state: v.PicklistSchema<['idle', 'running', 'done', 'failed', 'cancelled'], undefined>;
    /** Of this and {@link of}: events looked at. */
    readonly done: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly of: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly verdict: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly result: v.PicklistSchema<['ok', 'tampered', 'unverifiable'], undefined>;
          readonly origin: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          readonly fingerprint: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          readonly size: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.SafeIntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >;
          readonly checked: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.SafeIntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >;
          readonly pruned: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.SafeIntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >;
          readonly signed: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.SafeIntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >;
          readonly anchored: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.SafeIntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >;
          readonly anchors: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.SafeIntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >;
          readonly reason: v.OptionalSchema<
            v.PicklistSchema<['no-anchor', 'no-checkpoint', 'empty'], undefined>,
            undefined
          >;
          readonly faults: v.ArraySchema<
            v.ObjectSchema<
              {
                readonly kind: v.PicklistSchema<
                  readonly [
                    'unreadable',
                    'schema',
                    'record',
                    'digest',
                    'missing',
                    'index',
                    'checkpoint',
                    'signature',
                    'key',
                    'anchor',
                  ],
                  undefined
                >;
                readonly seq: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                      v.MaxValueAction<number, 999999999999, undefined>,
                    ]
                  >,
                  undefined
                >;
                readonly from: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                      v.MaxValueAction<number, 999999999999, undefined>,
                    ]
                  >,
                  undefined
                >;
                readonly to: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [
                      v.SchemaWithPipe<
                        readonly [v.NumberSchema<undefined>, v.SafeIntegerAction<number, undefined>]
                      >,
                      v.MinValueAction<number, 0, undefined>,
                      v.MaxValueAction<number, 999999999999, undefined>,
                    ]
                  >,
                  undefined
                >;
                readonly message: v.StringSchema<undefined>;
              },
              undefined
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    readonly problem: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly code: v.StringSchema<undefined>;
          /** English; editors make their own words from the code and the details. */
          readonly message: v.StringSchema<undefined>;
          readonly details: v.OptionalSchema<
            v.RecordSchema<
              v.StringSchema<undefined>,
              v.UnionSchema<[v.StringSchema<undefined>, v.NumberSchema<undefined>], undefined>,
              undefined
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    /** Milliseconds since 1970, of its end. */
    readonly time: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
  },
  undefined
>;
export type Verification = v.InferOutput<typeof verification>;
//# sourceMappingURL=log.d.ts.map
