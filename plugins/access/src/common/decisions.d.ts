import * as v from 'valibot';
/** What somebody wants to do, and to what: ids as the flows have them. */
export declare const question: v.StrictObjectSchema<
  {
    /** Default: the caller. */
    readonly subject: v.OptionalSchema<
      v.StrictObjectSchema<
        {
          readonly user: v.SchemaWithPipe<
            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
          >;
        },
        undefined
      >,
      undefined
    >;
    readonly action: v.PicklistSchema<
      readonly [
        'access.read',
        'access.write',
        'context.delete',
        'context.read',
        'credential.read',
        'credential.write',
        'debug.read',
        'debug.toggle',
        'deploy.flows',
        'deploy.full',
        'deploy.nodes',
        'deploy.reload',
        'diagnostics.read',
        'flow.edit',
        'flow.read',
        'flow.run',
        'history.read',
        'history.restore',
        'history.settings.update',
        'history.snapshot',
        'history.version.update',
        'inject',
        'library.read',
        'library.write',
        'live.connect',
        'live.send',
        'module.enable',
        'module.install',
        'module.read',
        'module.remove',
        'node-route.call',
        'project.read',
        'project.write',
        'settings.read',
        'settings.write',
      ],
      undefined
    >;
    /** At most one; without it: the instance as a whole. */
    readonly target: v.OptionalSchema<
      v.VariantSchema<
        'kind',
        [
          v.StrictObjectSchema<
            {
              readonly kind: v.PicklistSchema<['tab', 'subflow', 'node'], undefined>;
              readonly id: v.SchemaWithPipe<
                readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
              >;
            },
            undefined
          >,
          v.StrictObjectSchema<
            {
              readonly kind: v.LiteralSchema<'module', undefined>;
              readonly name: v.SchemaWithPipe<
                readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
              >;
            },
            undefined
          >,
        ],
        undefined
      >,
      undefined
    >;
  },
  undefined
>;
export declare const decisionCode: v.PicklistSchema<
  ['allowed', 'system', 'denied', 'condition', 'no-rule', 'unknown-action'],
  undefined
>;
/** A thing that a decision was about, as people know it. */
export declare const aboutWhat: v.ObjectSchema<
  {
    readonly kind: v.PicklistSchema<['instance', 'tab', 'subflow', 'node', 'module', 'flows'], undefined>;
    readonly id: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    /** Text from users: never HTML. */
    readonly label: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    /** Of a node: its type. */
    readonly type: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
  },
  undefined
>;
export type AboutWhat = v.InferOutput<typeof aboutWhat>;
/** One reason for a refusal. */
export declare const refusalReason: v.ObjectSchema<
  {
    readonly action: v.StringSchema<undefined>;
    readonly about: v.ObjectSchema<
      {
        readonly kind: v.PicklistSchema<['instance', 'tab', 'subflow', 'node', 'module', 'flows'], undefined>;
        readonly id: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        /** Text from users: never HTML. */
        readonly label: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        /** Of a node: its type. */
        readonly type: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
      },
      undefined
    >;
    readonly code: v.PicklistSchema<
      ['allowed', 'system', 'denied', 'condition', 'no-rule', 'unknown-action'],
      undefined
    >;
    readonly rule: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly role: v.StringSchema<undefined>;
          readonly rule: v.StringSchema<undefined>;
        },
        undefined
      >,
      undefined
    >;
    readonly missing: v.OptionalSchema<
      v.ArraySchema<
        v.VariantSchema<
          'kind',
          [
            v.StrictObjectSchema<
              {
                readonly kind: v.LiteralSchema<'time', undefined>;
                readonly days: v.OptionalSchema<
                  v.SchemaWithPipe<
                    readonly [
                      v.ArraySchema<v.PicklistSchema<[1, 2, 3, 4, 5, 6, 7], undefined>, undefined>,
                      v.MinLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 1, undefined>,
                      v.MaxLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 7, undefined>,
                    ]
                  >,
                  undefined
                >;
                readonly from: v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                >;
                readonly to: v.SchemaWithPipe<
                  readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                >;
                readonly zone: v.SchemaWithPipe<
                  readonly [
                    v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
                    >,
                    v.CheckAction<string, 'is a time zone such as Europe/Berlin'>,
                  ]
                >;
              },
              undefined
            >,
            v.StrictObjectSchema<
              {
                readonly kind: v.LiteralSchema<'network', undefined>;
                readonly within: v.SchemaWithPipe<
                  readonly [
                    v.ArraySchema<
                      v.SchemaWithPipe<
                        readonly [
                          v.SchemaWithPipe<
                            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
                          >,
                          v.CheckAction<string, 'is an address or a network such as 10.1.0.0/16'>,
                        ]
                      >,
                      undefined
                    >,
                    v.MinLengthAction<string[], 1, undefined>,
                    v.MaxLengthAction<string[], 100, undefined>,
                  ]
                >;
              },
              undefined
            >,
            v.StrictObjectSchema<
              {
                readonly kind: v.LiteralSchema<'reason', undefined>;
                readonly minLength: v.SchemaWithPipe<
                  readonly [
                    v.NumberSchema<undefined>,
                    v.IntegerAction<number, undefined>,
                    v.MinValueAction<number, 1, undefined>,
                    v.MaxValueAction<number, 500, undefined>,
                  ]
                >;
              },
              undefined
            >,
          ],
          undefined
        >,
        undefined
      >,
      undefined
    >;
  },
  undefined
>;
export type RefusalReason = v.InferOutput<typeof refusalReason>;
export declare const explanation: v.ObjectSchema<
  {
    readonly subject: v.StringSchema<undefined>;
    readonly roles: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    readonly allowed: v.BooleanSchema<undefined>;
    /** One for each thing that it touches; those that refuse come first. */
    readonly reasons: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly action: v.StringSchema<undefined>;
          readonly about: v.ObjectSchema<
            {
              readonly kind: v.PicklistSchema<
                ['instance', 'tab', 'subflow', 'node', 'module', 'flows'],
                undefined
              >;
              readonly id: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Text from users: never HTML. */
              readonly label: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Of a node: its type. */
              readonly type: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >;
          readonly code: v.PicklistSchema<
            ['allowed', 'system', 'denied', 'condition', 'no-rule', 'unknown-action'],
            undefined
          >;
          readonly rule: v.OptionalSchema<
            v.ObjectSchema<
              {
                readonly role: v.StringSchema<undefined>;
                readonly rule: v.StringSchema<undefined>;
              },
              undefined
            >,
            undefined
          >;
          readonly missing: v.OptionalSchema<
            v.ArraySchema<
              v.VariantSchema<
                'kind',
                [
                  v.StrictObjectSchema<
                    {
                      readonly kind: v.LiteralSchema<'time', undefined>;
                      readonly days: v.OptionalSchema<
                        v.SchemaWithPipe<
                          readonly [
                            v.ArraySchema<v.PicklistSchema<[1, 2, 3, 4, 5, 6, 7], undefined>, undefined>,
                            v.MinLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 1, undefined>,
                            v.MaxLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 7, undefined>,
                          ]
                        >,
                        undefined
                      >;
                      readonly from: v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                      >;
                      readonly to: v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                      >;
                      readonly zone: v.SchemaWithPipe<
                        readonly [
                          v.SchemaWithPipe<
                            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
                          >,
                          v.CheckAction<string, 'is a time zone such as Europe/Berlin'>,
                        ]
                      >;
                    },
                    undefined
                  >,
                  v.StrictObjectSchema<
                    {
                      readonly kind: v.LiteralSchema<'network', undefined>;
                      readonly within: v.SchemaWithPipe<
                        readonly [
                          v.ArraySchema<
                            v.SchemaWithPipe<
                              readonly [
                                v.SchemaWithPipe<
                                  readonly [
                                    v.StringSchema<undefined>,
                                    v.MaxLengthAction<string, number, undefined>,
                                  ]
                                >,
                                v.CheckAction<string, 'is an address or a network such as 10.1.0.0/16'>,
                              ]
                            >,
                            undefined
                          >,
                          v.MinLengthAction<string[], 1, undefined>,
                          v.MaxLengthAction<string[], 100, undefined>,
                        ]
                      >;
                    },
                    undefined
                  >,
                  v.StrictObjectSchema<
                    {
                      readonly kind: v.LiteralSchema<'reason', undefined>;
                      readonly minLength: v.SchemaWithPipe<
                        readonly [
                          v.NumberSchema<undefined>,
                          v.IntegerAction<number, undefined>,
                          v.MinValueAction<number, 1, undefined>,
                          v.MaxValueAction<number, 500, undefined>,
                        ]
                      >;
                    },
                    undefined
                  >,
                ],
                undefined
              >,
              undefined
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    readonly trace: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly role: v.StringSchema<undefined>;
          readonly rule: v.StringSchema<undefined>;
          readonly effect: v.PicklistSchema<['allow', 'deny'], undefined>;
          readonly result: v.PicklistSchema<
            ['applies', 'other-action', 'other-target', 'condition'],
            undefined
          >;
          readonly condition: v.OptionalSchema<
            v.VariantSchema<
              'kind',
              [
                v.StrictObjectSchema<
                  {
                    readonly kind: v.LiteralSchema<'time', undefined>;
                    readonly days: v.OptionalSchema<
                      v.SchemaWithPipe<
                        readonly [
                          v.ArraySchema<v.PicklistSchema<[1, 2, 3, 4, 5, 6, 7], undefined>, undefined>,
                          v.MinLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 1, undefined>,
                          v.MaxLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 7, undefined>,
                        ]
                      >,
                      undefined
                    >;
                    readonly from: v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                    >;
                    readonly to: v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                    >;
                    readonly zone: v.SchemaWithPipe<
                      readonly [
                        v.SchemaWithPipe<
                          readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
                        >,
                        v.CheckAction<string, 'is a time zone such as Europe/Berlin'>,
                      ]
                    >;
                  },
                  undefined
                >,
                v.StrictObjectSchema<
                  {
                    readonly kind: v.LiteralSchema<'network', undefined>;
                    readonly within: v.SchemaWithPipe<
                      readonly [
                        v.ArraySchema<
                          v.SchemaWithPipe<
                            readonly [
                              v.SchemaWithPipe<
                                readonly [
                                  v.StringSchema<undefined>,
                                  v.MaxLengthAction<string, number, undefined>,
                                ]
                              >,
                              v.CheckAction<string, 'is an address or a network such as 10.1.0.0/16'>,
                            ]
                          >,
                          undefined
                        >,
                        v.MinLengthAction<string[], 1, undefined>,
                        v.MaxLengthAction<string[], 100, undefined>,
                      ]
                    >;
                  },
                  undefined
                >,
                v.StrictObjectSchema<
                  {
                    readonly kind: v.LiteralSchema<'reason', undefined>;
                    readonly minLength: v.SchemaWithPipe<
                      readonly [
                        v.NumberSchema<undefined>,
                        v.IntegerAction<number, undefined>,
                        v.MinValueAction<number, 1, undefined>,
                        v.MaxValueAction<number, 500, undefined>,
                      ]
                    >;
                  },
                  undefined
                >,
              ],
              undefined
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    /** Who can: names of roles, and of people who may give roles. */
    readonly grantors: v.ObjectSchema<
      {
        readonly roles: v.ArraySchema<v.StringSchema<undefined>, undefined>;
        readonly owners: v.ArraySchema<v.StringSchema<undefined>, undefined>;
      },
      undefined
    >;
  },
  undefined
>;
/** A decision that was made about something that somebody did. */
export declare const decided: v.ObjectSchema<
  {
    readonly id: v.NumberSchema<undefined>;
    readonly time: v.NumberSchema<undefined>;
    readonly subject: v.ObjectSchema<
      {
        readonly kind: v.PicklistSchema<['user', 'token', 'anyone'], undefined>;
        readonly name: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
      },
      undefined
    >;
    /** Of the operation: `flows.deploy`. */
    readonly operation: v.StringSchema<undefined>;
    readonly action: v.StringSchema<undefined>;
    readonly about: v.ObjectSchema<
      {
        readonly kind: v.PicklistSchema<['instance', 'tab', 'subflow', 'node', 'module', 'flows'], undefined>;
        readonly id: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        /** Text from users: never HTML. */
        readonly label: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        /** Of a node: its type. */
        readonly type: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
      },
      undefined
    >;
    readonly allowed: v.BooleanSchema<undefined>;
    readonly reasons: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly action: v.StringSchema<undefined>;
          readonly about: v.ObjectSchema<
            {
              readonly kind: v.PicklistSchema<
                ['instance', 'tab', 'subflow', 'node', 'module', 'flows'],
                undefined
              >;
              readonly id: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Text from users: never HTML. */
              readonly label: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Of a node: its type. */
              readonly type: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >;
          readonly code: v.PicklistSchema<
            ['allowed', 'system', 'denied', 'condition', 'no-rule', 'unknown-action'],
            undefined
          >;
          readonly rule: v.OptionalSchema<
            v.ObjectSchema<
              {
                readonly role: v.StringSchema<undefined>;
                readonly rule: v.StringSchema<undefined>;
              },
              undefined
            >,
            undefined
          >;
          readonly missing: v.OptionalSchema<
            v.ArraySchema<
              v.VariantSchema<
                'kind',
                [
                  v.StrictObjectSchema<
                    {
                      readonly kind: v.LiteralSchema<'time', undefined>;
                      readonly days: v.OptionalSchema<
                        v.SchemaWithPipe<
                          readonly [
                            v.ArraySchema<v.PicklistSchema<[1, 2, 3, 4, 5, 6, 7], undefined>, undefined>,
                            v.MinLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 1, undefined>,
                            v.MaxLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 7, undefined>,
                          ]
                        >,
                        undefined
                      >;
                      readonly from: v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                      >;
                      readonly to: v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                      >;
                      readonly zone: v.SchemaWithPipe<
                        readonly [
                          v.SchemaWithPipe<
                            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
                          >,
                          v.CheckAction<string, 'is a time zone such as Europe/Berlin'>,
                        ]
                      >;
                    },
                    undefined
                  >,
                  v.StrictObjectSchema<
                    {
                      readonly kind: v.LiteralSchema<'network', undefined>;
                      readonly within: v.SchemaWithPipe<
                        readonly [
                          v.ArraySchema<
                            v.SchemaWithPipe<
                              readonly [
                                v.SchemaWithPipe<
                                  readonly [
                                    v.StringSchema<undefined>,
                                    v.MaxLengthAction<string, number, undefined>,
                                  ]
                                >,
                                v.CheckAction<string, 'is an address or a network such as 10.1.0.0/16'>,
                              ]
                            >,
                            undefined
                          >,
                          v.MinLengthAction<string[], 1, undefined>,
                          v.MaxLengthAction<string[], 100, undefined>,
                        ]
                      >;
                    },
                    undefined
                  >,
                  v.StrictObjectSchema<
                    {
                      readonly kind: v.LiteralSchema<'reason', undefined>;
                      readonly minLength: v.SchemaWithPipe<
                        readonly [
                          v.NumberSchema<undefined>,
                          v.IntegerAction<number, undefined>,
                          v.MinValueAction<number, 1, undefined>,
                          v.MaxValueAction<number, 500, undefined>,
                        ]
                      >;
                    },
                    undefined
                  >,
                ],
                undefined
              >,
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
export type Decided = v.InferOutput<typeof decided>;
export declare const changeOfDecisions: v.ObjectSchema<
  {
    readonly decision: v.ObjectSchema<
      {
        readonly id: v.NumberSchema<undefined>;
        readonly time: v.NumberSchema<undefined>;
        readonly subject: v.ObjectSchema<
          {
            readonly kind: v.PicklistSchema<['user', 'token', 'anyone'], undefined>;
            readonly name: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          },
          undefined
        >;
        /** Of the operation: `flows.deploy`. */
        readonly operation: v.StringSchema<undefined>;
        readonly action: v.StringSchema<undefined>;
        readonly about: v.ObjectSchema<
          {
            readonly kind: v.PicklistSchema<
              ['instance', 'tab', 'subflow', 'node', 'module', 'flows'],
              undefined
            >;
            readonly id: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            /** Text from users: never HTML. */
            readonly label: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            /** Of a node: its type. */
            readonly type: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          },
          undefined
        >;
        readonly allowed: v.BooleanSchema<undefined>;
        readonly reasons: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly action: v.StringSchema<undefined>;
              readonly about: v.ObjectSchema<
                {
                  readonly kind: v.PicklistSchema<
                    ['instance', 'tab', 'subflow', 'node', 'module', 'flows'],
                    undefined
                  >;
                  readonly id: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
                  /** Text from users: never HTML. */
                  readonly label: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
                  /** Of a node: its type. */
                  readonly type: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
                },
                undefined
              >;
              readonly code: v.PicklistSchema<
                ['allowed', 'system', 'denied', 'condition', 'no-rule', 'unknown-action'],
                undefined
              >;
              readonly rule: v.OptionalSchema<
                v.ObjectSchema<
                  {
                    readonly role: v.StringSchema<undefined>;
                    readonly rule: v.StringSchema<undefined>;
                  },
                  undefined
                >,
                undefined
              >;
              readonly missing: v.OptionalSchema<
                v.ArraySchema<
                  v.VariantSchema<
                    'kind',
                    [
                      v.StrictObjectSchema<
                        {
                          readonly kind: v.LiteralSchema<'time', undefined>;
                          readonly days: v.OptionalSchema<
                            v.SchemaWithPipe<
                              readonly [
                                v.ArraySchema<v.PicklistSchema<[1, 2, 3, 4, 5, 6, 7], undefined>, undefined>,
                                v.MinLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 1, undefined>,
                                v.MaxLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 7, undefined>,
                              ]
                            >,
                            undefined
                          >;
                          readonly from: v.SchemaWithPipe<
                            readonly [
                              v.StringSchema<undefined>,
                              v.RegexAction<string, 'is a time such as 06:00'>,
                            ]
                          >;
                          readonly to: v.SchemaWithPipe<
                            readonly [
                              v.StringSchema<undefined>,
                              v.RegexAction<string, 'is a time such as 06:00'>,
                            ]
                          >;
                          readonly zone: v.SchemaWithPipe<
                            readonly [
                              v.SchemaWithPipe<
                                readonly [
                                  v.StringSchema<undefined>,
                                  v.MaxLengthAction<string, number, undefined>,
                                ]
                              >,
                              v.CheckAction<string, 'is a time zone such as Europe/Berlin'>,
                            ]
                          >;
                        },
                        undefined
                      >,
                      v.StrictObjectSchema<
                        {
                          readonly kind: v.LiteralSchema<'network', undefined>;
                          readonly within: v.SchemaWithPipe<
                            readonly [
                              v.ArraySchema<
                                v.SchemaWithPipe<
                                  readonly [
                                    v.SchemaWithPipe<
                                      readonly [
                                        v.StringSchema<undefined>,
                                        v.MaxLengthAction<string, number, undefined>,
                                      ]
                                    >,
                                    v.CheckAction<string, 'is an address or a network such as 10.1.0.0/16'>,
                                  ]
                                >,
                                undefined
                              >,
                              v.MinLengthAction<string[], 1, undefined>,
                              v.MaxLengthAction<string[], 100, undefined>,
                            ]
                          >;
                        },
                        undefined
                      >,
                      v.StrictObjectSchema<
                        {
                          readonly kind: v.LiteralSchema<'reason', undefined>;
                          readonly minLength: v.SchemaWithPipe<
                            readonly [
                              v.NumberSchema<undefined>,
                              v.IntegerAction<number, undefined>,
                              v.MinValueAction<number, 1, undefined>,
                              v.MaxValueAction<number, 500, undefined>,
                            ]
                          >;
                        },
                        undefined
                      >,
                    ],
                    undefined
                  >,
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
    readonly allowed: v.BooleanSchema<undefined>;
    readonly reasons: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly action: v.StringSchema<undefined>;
          readonly about: v.ObjectSchema<
            {
              readonly kind: v.PicklistSchema<
                ['instance', 'tab', 'subflow', 'node', 'module', 'flows'],
                undefined
              >;
              readonly id: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Text from users: never HTML. */
              readonly label: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Of a node: its type. */
              readonly type: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >;
          readonly code: v.PicklistSchema<
            ['allowed', 'system', 'denied', 'condition', 'no-rule', 'unknown-action'],
            undefined
          >;
          readonly rule: v.OptionalSchema<
            v.ObjectSchema<
              {
                readonly role: v.StringSchema<undefined>;
                readonly rule: v.StringSchema<undefined>;
              },
              undefined
            >,
            undefined
          >;
          readonly missing: v.OptionalSchema<
            v.ArraySchema<
              v.VariantSchema<
                'kind',
                [
                  v.StrictObjectSchema<
                    {
                      readonly kind: v.LiteralSchema<'time', undefined>;
                      readonly days: v.OptionalSchema<
                        v.SchemaWithPipe<
                          readonly [
                            v.ArraySchema<v.PicklistSchema<[1, 2, 3, 4, 5, 6, 7], undefined>, undefined>,
                            v.MinLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 1, undefined>,
                            v.MaxLengthAction<(1 | 2 | 3 | 4 | 5 | 6 | 7)[], 7, undefined>,
                          ]
                        >,
                        undefined
                      >;
                      readonly from: v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                      >;
                      readonly to: v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.RegexAction<string, 'is a time such as 06:00'>]
                      >;
                      readonly zone: v.SchemaWithPipe<
                        readonly [
                          v.SchemaWithPipe<
                            readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
                          >,
                          v.CheckAction<string, 'is a time zone such as Europe/Berlin'>,
                        ]
                      >;
                    },
                    undefined
                  >,
                  v.StrictObjectSchema<
                    {
                      readonly kind: v.LiteralSchema<'network', undefined>;
                      readonly within: v.SchemaWithPipe<
                        readonly [
                          v.ArraySchema<
                            v.SchemaWithPipe<
                              readonly [
                                v.SchemaWithPipe<
                                  readonly [
                                    v.StringSchema<undefined>,
                                    v.MaxLengthAction<string, number, undefined>,
                                  ]
                                >,
                                v.CheckAction<string, 'is an address or a network such as 10.1.0.0/16'>,
                              ]
                            >,
                            undefined
                          >,
                          v.MinLengthAction<string[], 1, undefined>,
                          v.MaxLengthAction<string[], 100, undefined>,
                        ]
                      >;
                    },
                    undefined
                  >,
                  v.StrictObjectSchema<
                    {
                      readonly kind: v.LiteralSchema<'reason', undefined>;
                      readonly minLength: v.SchemaWithPipe<
                        readonly [
                          v.NumberSchema<undefined>,
                          v.IntegerAction<number, undefined>,
                          v.MinValueAction<number, 1, undefined>,
                          v.MaxValueAction<number, 500, undefined>,
                        ]
                      >;
                    },
                    undefined
                  >,
                ],
                undefined
              >,
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
//# sourceMappingURL=decisions.d.ts.map
