import * as v from 'valibot';
export declare const destination: v.VariantSchema<
  'kind',
  [
    v.StrictObjectSchema<
      {
        readonly id: v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]>;
        readonly name: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.TrimAction,
            v.MinLengthAction<string, 1, undefined>,
            v.MaxLengthAction<string, 100, undefined>,
          ]
        >;
        readonly enabled: v.BooleanSchema<undefined>;
        readonly classes: v.ArraySchema<
          v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>,
          undefined
        >;
        readonly anchor: v.BooleanSchema<undefined>;
        readonly kind: v.LiteralSchema<'file', undefined>;
        /** Of a directory: events go to `events.jsonl`, checkpoints to `checkpoints`. Relative to the user directory. */
        readonly directory: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.TrimAction,
            v.MinLengthAction<string, 1, undefined>,
            v.MaxLengthAction<string, 1000, undefined>,
          ]
        >;
      },
      undefined
    >,
    v.StrictObjectSchema<
      {
        readonly id: v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]>;
        readonly name: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.TrimAction,
            v.MinLengthAction<string, 1, undefined>,
            v.MaxLengthAction<string, 100, undefined>,
          ]
        >;
        readonly enabled: v.BooleanSchema<undefined>;
        readonly classes: v.ArraySchema<
          v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>,
          undefined
        >;
        readonly anchor: v.BooleanSchema<undefined>;
        readonly kind: v.LiteralSchema<'syslog', undefined>;
        readonly host: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.TrimAction,
            v.MinLengthAction<string, 1, undefined>,
            v.MaxLengthAction<string, 253, undefined>,
          ]
        >;
        readonly port: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 1, undefined>,
            v.MaxValueAction<number, 65535, undefined>,
          ]
        >;
        readonly transport: v.PicklistSchema<['udp', 'tcp', 'tls'], undefined>;
        /** Of RFC 5424: 0 to 23; 13 is "log audit". */
        readonly facility: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 0, undefined>,
            v.MaxValueAction<number, 23, undefined>,
          ]
        >;
        /** PEM; absent: those that Node.js trusts. */
        readonly authority: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 20000, undefined>]>,
          undefined
        >;
      },
      undefined
    >,
    v.StrictObjectSchema<
      {
        readonly id: v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]>;
        readonly name: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.TrimAction,
            v.MinLengthAction<string, 1, undefined>,
            v.MaxLengthAction<string, 100, undefined>,
          ]
        >;
        readonly enabled: v.BooleanSchema<undefined>;
        readonly classes: v.ArraySchema<
          v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>,
          undefined
        >;
        readonly anchor: v.BooleanSchema<undefined>;
        readonly kind: v.LiteralSchema<'webhook', undefined>;
        readonly url: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.UrlAction<string, undefined>,
            v.MaxLengthAction<string, 2000, undefined>,
          ]
        >;
        /** Sent as `Authorization: Bearer …`. */
        readonly token: v.OptionalSchema<
          v.NullableSchema<
            v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 10000, undefined>]
            >,
            undefined
          >,
          undefined
        >;
        readonly authority: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 20000, undefined>]>,
          undefined
        >;
      },
      undefined
    >,
    v.StrictObjectSchema<
      {
        readonly id: v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]>;
        readonly name: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.TrimAction,
            v.MinLengthAction<string, 1, undefined>,
            v.MaxLengthAction<string, 100, undefined>,
          ]
        >;
        readonly enabled: v.BooleanSchema<undefined>;
        readonly classes: v.ArraySchema<
          v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>,
          undefined
        >;
        readonly anchor: v.BooleanSchema<undefined>;
        readonly kind: v.LiteralSchema<'mqtt', undefined>;
        /** `mqtt://host:port` or `mqtts://…`, without user and password. */
        readonly url: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.MaxLengthAction<string, 2000, undefined>,
            v.RegexAction<string, undefined>,
          ]
        >;
        /** Below it: `…/events`, and `…/checkpoint`, which is retained. */
        readonly topic: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.MinLengthAction<string, 1, undefined>,
            v.MaxLengthAction<string, 200, undefined>,
            v.RegexAction<string, undefined>,
          ]
        >;
        readonly user: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]>,
          undefined
        >;
        readonly password: v.OptionalSchema<
          v.NullableSchema<
            v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 10000, undefined>]
            >,
            undefined
          >,
          undefined
        >;
        readonly authority: v.OptionalSchema<
          v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 20000, undefined>]>,
          undefined
        >;
      },
      undefined
    >,
  ],
  undefined
>;
export type Destination = v.InferOutput<typeof destination>;
/** Nothing in it is pruned as long as it stands. */
export declare const hold: v.StrictObjectSchema<
  {
    readonly id: v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]>;
    /** Why, and whose case it is. */
    readonly reason: v.SchemaWithPipe<
      readonly [
        v.StringSchema<undefined>,
        v.TrimAction,
        v.MinLengthAction<string, 1, undefined>,
        v.MaxLengthAction<string, 500, undefined>,
      ]
    >;
    /** Milliseconds since 1970; absent: from the first event, or without an end. */
    readonly since: v.OptionalSchema<
      v.SchemaWithPipe<
        readonly [
          v.NumberSchema<undefined>,
          v.IntegerAction<number, undefined>,
          v.MinValueAction<number, 0, undefined>,
        ]
      >,
      undefined
    >;
    readonly until: v.OptionalSchema<
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
>;
export type Hold = v.InferOutput<typeof hold>;
export declare const retention: v.StrictObjectSchema<
  {
    change: v.StrictObjectSchema<
      {
        readonly days: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 1, undefined>,
            v.MaxValueAction<number, 36500, undefined>,
          ]
        >;
        readonly bytes: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 1000000, undefined>,
            v.MaxValueAction<number, 1000000000000000, undefined>,
          ]
        >;
      },
      undefined
    >;
    'log-in': v.StrictObjectSchema<
      {
        readonly days: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 1, undefined>,
            v.MaxValueAction<number, 36500, undefined>,
          ]
        >;
        readonly bytes: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 1000000, undefined>,
            v.MaxValueAction<number, 1000000000000000, undefined>,
          ]
        >;
      },
      undefined
    >;
    read: v.StrictObjectSchema<
      {
        readonly days: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 1, undefined>,
            v.MaxValueAction<number, 36500, undefined>,
          ]
        >;
        readonly bytes: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 1000000, undefined>,
            v.MaxValueAction<number, 1000000000000000, undefined>,
          ]
        >;
      },
      undefined
    >;
    system: v.StrictObjectSchema<
      {
        readonly days: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 1, undefined>,
            v.MaxValueAction<number, 36500, undefined>,
          ]
        >;
        readonly bytes: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 1000000, undefined>,
            v.MaxValueAction<number, 1000000000000000, undefined>,
          ]
        >;
      },
      undefined
    >;
  },
  undefined
>;
export type Retention = v.InferOutput<typeof retention>;
/**
 * What becomes of an operation that cannot be recorded: `block` refuses it before anything is done; `count` lets it go
 * on, counts what is lost, and records the gap once the log can be written again. Running flows are never stopped.
 */
export declare const whenUnwritable: v.StrictObjectSchema<
  {
    readonly change: v.PicklistSchema<['block', 'count'], undefined>;
    readonly read: v.PicklistSchema<['block', 'count'], undefined>;
  },
  undefined
>;
export type WhenUnwritable = v.InferOutput<typeof whenUnwritable>;
export declare const auditSettings: v.StrictObjectSchema<
  {
    /** What the instance is called in its events; absent: the name of the machine. */
    readonly instance: v.OptionalSchema<
      v.SchemaWithPipe<
        readonly [
          v.StringSchema<undefined>,
          v.TrimAction,
          v.MinLengthAction<string, 1, undefined>,
          v.MaxLengthAction<string, 100, undefined>,
        ]
      >,
      undefined
    >;
    readonly whenUnwritable: v.StrictObjectSchema<
      {
        readonly change: v.PicklistSchema<['block', 'count'], undefined>;
        readonly read: v.PicklistSchema<['block', 'count'], undefined>;
      },
      undefined
    >;
    readonly retention: v.StrictObjectSchema<
      {
        change: v.StrictObjectSchema<
          {
            readonly days: v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1, undefined>,
                v.MaxValueAction<number, 36500, undefined>,
              ]
            >;
            readonly bytes: v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1000000, undefined>,
                v.MaxValueAction<number, 1000000000000000, undefined>,
              ]
            >;
          },
          undefined
        >;
        'log-in': v.StrictObjectSchema<
          {
            readonly days: v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1, undefined>,
                v.MaxValueAction<number, 36500, undefined>,
              ]
            >;
            readonly bytes: v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1000000, undefined>,
                v.MaxValueAction<number, 1000000000000000, undefined>,
              ]
            >;
          },
          undefined
        >;
        read: v.StrictObjectSchema<
          {
            readonly days: v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1, undefined>,
                v.MaxValueAction<number, 36500, undefined>,
              ]
            >;
            readonly bytes: v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1000000, undefined>,
                v.MaxValueAction<number, 1000000000000000, undefined>,
              ]
            >;
          },
          undefined
        >;
        system: v.StrictObjectSchema<
          {
            readonly days: v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1, undefined>,
                v.MaxValueAction<number, 36500, undefined>,
              ]
            >;
            readonly bytes: v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1000000, undefined>,
                v.MaxValueAction<number, 1000000000000000, undefined>,
              ]
            >;
          },
          undefined
        >;
      },
      undefined
    >;
    readonly holds: v.SchemaWithPipe<
      readonly [
        v.ArraySchema<
          v.StrictObjectSchema<
            {
              readonly id: v.SchemaWithPipe<
                readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
              >;
              /** Why, and whose case it is. */
              readonly reason: v.SchemaWithPipe<
                readonly [
                  v.StringSchema<undefined>,
                  v.TrimAction,
                  v.MinLengthAction<string, 1, undefined>,
                  v.MaxLengthAction<string, 500, undefined>,
                ]
              >;
              /** Milliseconds since 1970; absent: from the first event, or without an end. */
              readonly since: v.OptionalSchema<
                v.SchemaWithPipe<
                  readonly [
                    v.NumberSchema<undefined>,
                    v.IntegerAction<number, undefined>,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >,
                undefined
              >;
              readonly until: v.OptionalSchema<
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
        >,
        v.MaxLengthAction<
          {
            id: string;
            reason: string;
            since?: number | undefined;
            until?: number | undefined;
          }[],
          100,
          undefined
        >,
      ]
    >;
    readonly destinations: v.SchemaWithPipe<
      readonly [
        v.ArraySchema<
          v.VariantSchema<
            'kind',
            [
              v.StrictObjectSchema<
                {
                  readonly id: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
                  >;
                  readonly name: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.TrimAction,
                      v.MinLengthAction<string, 1, undefined>,
                      v.MaxLengthAction<string, 100, undefined>,
                    ]
                  >;
                  readonly enabled: v.BooleanSchema<undefined>;
                  readonly classes: v.ArraySchema<
                    v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>,
                    undefined
                  >;
                  readonly anchor: v.BooleanSchema<undefined>;
                  readonly kind: v.LiteralSchema<'file', undefined>;
                  /** Of a directory: events go to `events.jsonl`, checkpoints to `checkpoints`. Relative to the user directory. */
                  readonly directory: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.TrimAction,
                      v.MinLengthAction<string, 1, undefined>,
                      v.MaxLengthAction<string, 1000, undefined>,
                    ]
                  >;
                },
                undefined
              >,
              v.StrictObjectSchema<
                {
                  readonly id: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
                  >;
                  readonly name: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.TrimAction,
                      v.MinLengthAction<string, 1, undefined>,
                      v.MaxLengthAction<string, 100, undefined>,
                    ]
                  >;
                  readonly enabled: v.BooleanSchema<undefined>;
                  readonly classes: v.ArraySchema<
                    v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>,
                    undefined
                  >;
                  readonly anchor: v.BooleanSchema<undefined>;
                  readonly kind: v.LiteralSchema<'syslog', undefined>;
                  readonly host: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.TrimAction,
                      v.MinLengthAction<string, 1, undefined>,
                      v.MaxLengthAction<string, 253, undefined>,
                    ]
                  >;
                  readonly port: v.SchemaWithPipe<
                    readonly [
                      v.NumberSchema<undefined>,
                      v.IntegerAction<number, undefined>,
                      v.MinValueAction<number, 1, undefined>,
                      v.MaxValueAction<number, 65535, undefined>,
                    ]
                  >;
                  readonly transport: v.PicklistSchema<['udp', 'tcp', 'tls'], undefined>;
                  /** Of RFC 5424: 0 to 23; 13 is "log audit". */
                  readonly facility: v.SchemaWithPipe<
                    readonly [
                      v.NumberSchema<undefined>,
                      v.IntegerAction<number, undefined>,
                      v.MinValueAction<number, 0, undefined>,
                      v.MaxValueAction<number, 23, undefined>,
                    ]
                  >;
                  /** PEM; absent: those that Node.js trusts. */
                  readonly authority: v.OptionalSchema<
                    v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 20000, undefined>]
                    >,
                    undefined
                  >;
                },
                undefined
              >,
              v.StrictObjectSchema<
                {
                  readonly id: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
                  >;
                  readonly name: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.TrimAction,
                      v.MinLengthAction<string, 1, undefined>,
                      v.MaxLengthAction<string, 100, undefined>,
                    ]
                  >;
                  readonly enabled: v.BooleanSchema<undefined>;
                  readonly classes: v.ArraySchema<
                    v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>,
                    undefined
                  >;
                  readonly anchor: v.BooleanSchema<undefined>;
                  readonly kind: v.LiteralSchema<'webhook', undefined>;
                  readonly url: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.UrlAction<string, undefined>,
                      v.MaxLengthAction<string, 2000, undefined>,
                    ]
                  >;
                  /** Sent as `Authorization: Bearer …`. */
                  readonly token: v.OptionalSchema<
                    v.NullableSchema<
                      v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 10000, undefined>]
                      >,
                      undefined
                    >,
                    undefined
                  >;
                  readonly authority: v.OptionalSchema<
                    v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 20000, undefined>]
                    >,
                    undefined
                  >;
                },
                undefined
              >,
              v.StrictObjectSchema<
                {
                  readonly id: v.SchemaWithPipe<
                    readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
                  >;
                  readonly name: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.TrimAction,
                      v.MinLengthAction<string, 1, undefined>,
                      v.MaxLengthAction<string, 100, undefined>,
                    ]
                  >;
                  readonly enabled: v.BooleanSchema<undefined>;
                  readonly classes: v.ArraySchema<
                    v.PicklistSchema<readonly ['change', 'log-in', 'read', 'system'], undefined>,
                    undefined
                  >;
                  readonly anchor: v.BooleanSchema<undefined>;
                  readonly kind: v.LiteralSchema<'mqtt', undefined>;
                  /** `mqtt://host:port` or `mqtts://…`, without user and password. */
                  readonly url: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.MaxLengthAction<string, 2000, undefined>,
                      v.RegexAction<string, undefined>,
                    ]
                  >;
                  /** Below it: `…/events`, and `…/checkpoint`, which is retained. */
                  readonly topic: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.MinLengthAction<string, 1, undefined>,
                      v.MaxLengthAction<string, 200, undefined>,
                      v.RegexAction<string, undefined>,
                    ]
                  >;
                  readonly user: v.OptionalSchema<
                    v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 200, undefined>]
                    >,
                    undefined
                  >;
                  readonly password: v.OptionalSchema<
                    v.NullableSchema<
                      v.SchemaWithPipe<
                        readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 10000, undefined>]
                      >,
                      undefined
                    >,
                    undefined
                  >;
                  readonly authority: v.OptionalSchema<
                    v.SchemaWithPipe<
                      readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, 20000, undefined>]
                    >,
                    undefined
                  >;
                },
                undefined
              >,
            ],
            undefined
          >,
          undefined
        >,
        v.MaxLengthAction<
          (
            | {
                id: string;
                name: string;
                enabled: boolean;
                classes: ('change' | 'log-in' | 'read' | 'system')[];
                anchor: boolean;
                kind: 'file';
                directory: string;
              }
            | {
                id: string;
                name: string;
                enabled: boolean;
                classes: ('change' | 'log-in' | 'read' | 'system')[];
                anchor: boolean;
                kind: 'syslog';
                host: string;
                port: number;
                transport: 'tcp' | 'tls' | 'udp';
                facility: number;
                authority?: string | undefined;
              }
            | {
                id: string;
                name: string;
                enabled: boolean;
                classes: ('change' | 'log-in' | 'read' | 'system')[];
                anchor: boolean;
                kind: 'webhook';
                url: string;
                token?: string | null | undefined;
                authority?: string | undefined;
              }
            | {
                id: string;
                name: string;
                enabled: boolean;
                classes: ('change' | 'log-in' | 'read' | 'system')[];
                anchor: boolean;
                kind: 'mqtt';
                url: string;
                topic: string;
                user?: string | undefined;
                password?: string | null | undefined;
                authority?: string | undefined;
              }
          )[],
          20,
          undefined
        >,
      ]
    >;
  },
  undefined
>;
export type AuditSettings = v.InferOutput<typeof auditSettings>;
export declare const defaultSettings: AuditSettings;
//# sourceMappingURL=settings.d.ts.map
