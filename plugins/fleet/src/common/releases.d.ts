import * as v from 'valibot';
/** What a release is made of. */
export declare const releaseSource: v.VariantSchema<
  'kind',
  [
    v.ObjectSchema<
      {
        readonly kind: v.LiteralSchema<'running', undefined>;
      },
      undefined
    >,
    v.ObjectSchema<
      {
        readonly kind: v.LiteralSchema<'version', undefined>;
        readonly number: v.SchemaWithPipe<
          readonly [
            v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 0, undefined>,
              ]
            >,
            v.MinValueAction<number, 1, undefined>,
          ]
        >;
      },
      undefined
    >,
    v.ObjectSchema<
      {
        readonly kind: v.LiteralSchema<'release', undefined>;
        readonly release: v.ObjectSchema<
          {
            readonly name: v.SchemaWithPipe<
              readonly [
                v.StringSchema<undefined>,
                v.MaxLengthAction<string, 64, undefined>,
                v.RegexAction<string, 'not-a-release-name'>,
              ]
            >;
            readonly version: v.SchemaWithPipe<
              readonly [
                v.SchemaWithPipe<
                  readonly [
                    v.NumberSchema<undefined>,
                    v.IntegerAction<number, undefined>,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >,
                v.MinValueAction<number, 1, undefined>,
              ]
            >;
          },
          undefined
        >;
      },
      undefined
    >,
  ],
  undefined
>;
export type ReleaseSource = v.InferOutput<typeof releaseSource>;
export declare const health: v.ObjectSchema<
  {
    readonly windowSeconds: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 1, undefined>,
        v.MaxValueAction<number, 86400, undefined>,
      ]
    >;
    readonly eventLoopMilliseconds: v.ExactOptionalSchema<
      v.SchemaWithPipe<
        readonly [
          v.NumberSchema<undefined>,
          v.IntegerAction<number, undefined>,
          v.MinValueAction<number, 1, undefined>,
          v.MaxValueAction<number, 60000, undefined>,
        ]
      >,
      undefined
    >;
    readonly connections: v.ExactOptionalSchema<v.BooleanSchema<undefined>, undefined>;
    readonly node: v.ExactOptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]>,
      undefined
    >;
  },
  undefined
>;
export type Health = v.InferOutput<typeof health>;
export declare const releaseModule: v.ObjectSchema<
  {
    readonly name: v.StringSchema<undefined>;
    readonly version: v.StringSchema<undefined>;
    /** `repacked` from what is installed: nobody but the signer vouches for it. */
    readonly origin: v.PicklistSchema<['registry', 'repacked'], undefined>;
  },
  undefined
>;
export declare const releaseSummary: v.ObjectSchema<
  {
    readonly name: v.SchemaWithPipe<
      readonly [
        v.StringSchema<undefined>,
        v.MaxLengthAction<string, 64, undefined>,
        v.RegexAction<string, 'not-a-release-name'>,
      ]
    >;
    readonly version: v.SchemaWithPipe<
      readonly [
        v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 0, undefined>,
          ]
        >,
        v.MinValueAction<number, 1, undefined>,
      ]
    >;
    readonly digest: v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]>;
    readonly created: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly by: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    /** The version of History that it was made from. */
    readonly history: v.OptionalSchema<
      v.SchemaWithPipe<
        readonly [
          v.NumberSchema<undefined>,
          v.IntegerAction<number, undefined>,
          v.MinValueAction<number, 0, undefined>,
        ]
      >,
      undefined
    >;
    /** Bytes of the whole bundle. */
    readonly size: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly modules: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly name: v.StringSchema<undefined>;
          readonly version: v.StringSchema<undefined>;
          /** `repacked` from what is installed: nobody but the signer vouches for it. */
          readonly origin: v.PicklistSchema<['registry', 'repacked'], undefined>;
        },
        undefined
      >,
      undefined
    >;
    readonly variables: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    /** `draft` until the release key has signed it; a draft goes nowhere. */
    readonly state: v.PicklistSchema<['draft', 'signed'], undefined>;
    /** How many devices run it, and how many shall. */
    readonly running: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly wanted: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
  },
  undefined
>;
export type ReleaseSummary = v.InferOutput<typeof releaseSummary>;
export declare const releaseDraft: v.ObjectSchema<
  {
    readonly source: v.VariantSchema<
      'kind',
      [
        v.ObjectSchema<
          {
            readonly kind: v.LiteralSchema<'running', undefined>;
          },
          undefined
        >,
        v.ObjectSchema<
          {
            readonly kind: v.LiteralSchema<'version', undefined>;
            readonly number: v.SchemaWithPipe<
              readonly [
                v.SchemaWithPipe<
                  readonly [
                    v.NumberSchema<undefined>,
                    v.IntegerAction<number, undefined>,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >,
                v.MinValueAction<number, 1, undefined>,
              ]
            >;
          },
          undefined
        >,
        v.ObjectSchema<
          {
            readonly kind: v.LiteralSchema<'release', undefined>;
            readonly release: v.ObjectSchema<
              {
                readonly name: v.SchemaWithPipe<
                  readonly [
                    v.StringSchema<undefined>,
                    v.MaxLengthAction<string, 64, undefined>,
                    v.RegexAction<string, 'not-a-release-name'>,
                  ]
                >;
                readonly version: v.SchemaWithPipe<
                  readonly [
                    v.SchemaWithPipe<
                      readonly [
                        v.NumberSchema<undefined>,
                        v.IntegerAction<number, undefined>,
                        v.MinValueAction<number, 0, undefined>,
                      ]
                    >,
                    v.MinValueAction<number, 1, undefined>,
                  ]
                >;
              },
              undefined
            >;
          },
          undefined
        >,
      ],
      undefined
    >;
    readonly name: v.SchemaWithPipe<
      readonly [
        v.StringSchema<undefined>,
        v.MaxLengthAction<string, 64, undefined>,
        v.RegexAction<string, 'not-a-release-name'>,
      ]
    >;
    readonly health: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly windowSeconds: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.IntegerAction<number, undefined>,
              v.MinValueAction<number, 1, undefined>,
              v.MaxValueAction<number, 86400, undefined>,
            ]
          >;
          readonly eventLoopMilliseconds: v.ExactOptionalSchema<
            v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1, undefined>,
                v.MaxValueAction<number, 60000, undefined>,
              ]
            >,
            undefined
          >;
          readonly connections: v.ExactOptionalSchema<v.BooleanSchema<undefined>, undefined>;
          readonly node: v.ExactOptionalSchema<
            v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
            >,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    /** Once it runs on a device, no release of this name below this number comes back there. */
    readonly floor: v.OptionalSchema<
      v.SchemaWithPipe<
        readonly [
          v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.IntegerAction<number, undefined>,
              v.MinValueAction<number, 0, undefined>,
            ]
          >,
          v.MinValueAction<number, 1, undefined>,
        ]
      >,
      undefined
    >;
    readonly note: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]>,
      undefined
    >;
    /** Opens the release key that lies sealed on the hub; asked for over HTTPS or on the machine itself only. */
    readonly passphrase: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]>,
      undefined
    >;
  },
  undefined
>;
/** Whom a deploy is for. */
export declare const selection: v.VariantSchema<
  'kind',
  [
    v.ObjectSchema<
      {
        readonly kind: v.LiteralSchema<'all', undefined>;
      },
      undefined
    >,
    v.ObjectSchema<
      {
        readonly kind: v.LiteralSchema<'devices', undefined>;
        readonly devices: v.SchemaWithPipe<
          readonly [
            v.ArraySchema<v.StringSchema<undefined>, undefined>,
            v.MaxLengthAction<string[], 10000, undefined>,
          ]
        >;
      },
      undefined
    >,
    v.ObjectSchema<
      {
        readonly kind: v.LiteralSchema<'labels', undefined>;
        readonly labels: v.SchemaWithPipe<
          readonly [
            v.ArraySchema<
              v.ObjectSchema<
                {
                  readonly name: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.TrimAction,
                      v.MinLengthAction<string, 1, undefined>,
                      v.MaxLengthAction<string, number, undefined>,
                      v.CheckAction<string, 'not-shown'>,
                    ]
                  >;
                  readonly value: v.SchemaWithPipe<
                    readonly [
                      v.StringSchema<undefined>,
                      v.TrimAction,
                      v.MinLengthAction<string, 1, undefined>,
                      v.MaxLengthAction<string, number, undefined>,
                      v.CheckAction<string, 'not-shown'>,
                    ]
                  >;
                },
                undefined
              >,
              undefined
            >,
            v.MinLengthAction<
              {
                name: string;
                value: string;
              }[],
              1,
              undefined
            >,
            v.MaxLengthAction<
              {
                name: string;
                value: string;
              }[],
              64,
              undefined
            >,
          ]
        >;
      },
      undefined
    >,
  ],
  undefined
>;
export type Selection = v.InferOutput<typeof selection>;
export declare const planDraft: v.ObjectSchema<
  {
    readonly source: v.VariantSchema<
      'kind',
      [
        v.ObjectSchema<
          {
            readonly kind: v.LiteralSchema<'running', undefined>;
          },
          undefined
        >,
        v.ObjectSchema<
          {
            readonly kind: v.LiteralSchema<'version', undefined>;
            readonly number: v.SchemaWithPipe<
              readonly [
                v.SchemaWithPipe<
                  readonly [
                    v.NumberSchema<undefined>,
                    v.IntegerAction<number, undefined>,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >,
                v.MinValueAction<number, 1, undefined>,
              ]
            >;
          },
          undefined
        >,
        v.ObjectSchema<
          {
            readonly kind: v.LiteralSchema<'release', undefined>;
            readonly release: v.ObjectSchema<
              {
                readonly name: v.SchemaWithPipe<
                  readonly [
                    v.StringSchema<undefined>,
                    v.MaxLengthAction<string, 64, undefined>,
                    v.RegexAction<string, 'not-a-release-name'>,
                  ]
                >;
                readonly version: v.SchemaWithPipe<
                  readonly [
                    v.SchemaWithPipe<
                      readonly [
                        v.NumberSchema<undefined>,
                        v.IntegerAction<number, undefined>,
                        v.MinValueAction<number, 0, undefined>,
                      ]
                    >,
                    v.MinValueAction<number, 1, undefined>,
                  ]
                >;
              },
              undefined
            >;
          },
          undefined
        >,
      ],
      undefined
    >;
    /** What the release will be called. Of a release that is there its own name counts. */
    readonly name: v.SchemaWithPipe<
      readonly [
        v.StringSchema<undefined>,
        v.MaxLengthAction<string, 64, undefined>,
        v.RegexAction<string, 'not-a-release-name'>,
      ]
    >;
    readonly selection: v.VariantSchema<
      'kind',
      [
        v.ObjectSchema<
          {
            readonly kind: v.LiteralSchema<'all', undefined>;
          },
          undefined
        >,
        v.ObjectSchema<
          {
            readonly kind: v.LiteralSchema<'devices', undefined>;
            readonly devices: v.SchemaWithPipe<
              readonly [
                v.ArraySchema<v.StringSchema<undefined>, undefined>,
                v.MaxLengthAction<string[], 10000, undefined>,
              ]
            >;
          },
          undefined
        >,
        v.ObjectSchema<
          {
            readonly kind: v.LiteralSchema<'labels', undefined>;
            readonly labels: v.SchemaWithPipe<
              readonly [
                v.ArraySchema<
                  v.ObjectSchema<
                    {
                      readonly name: v.SchemaWithPipe<
                        readonly [
                          v.StringSchema<undefined>,
                          v.TrimAction,
                          v.MinLengthAction<string, 1, undefined>,
                          v.MaxLengthAction<string, number, undefined>,
                          v.CheckAction<string, 'not-shown'>,
                        ]
                      >;
                      readonly value: v.SchemaWithPipe<
                        readonly [
                          v.StringSchema<undefined>,
                          v.TrimAction,
                          v.MinLengthAction<string, 1, undefined>,
                          v.MaxLengthAction<string, number, undefined>,
                          v.CheckAction<string, 'not-shown'>,
                        ]
                      >;
                    },
                    undefined
                  >,
                  undefined
                >,
                v.MinLengthAction<
                  {
                    name: string;
                    value: string;
                  }[],
                  1,
                  undefined
                >,
                v.MaxLengthAction<
                  {
                    name: string;
                    value: string;
                  }[],
                  64,
                  undefined
                >,
              ]
            >;
          },
          undefined
        >,
      ],
      undefined
    >;
    readonly health: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly windowSeconds: v.SchemaWithPipe<
            readonly [
              v.NumberSchema<undefined>,
              v.IntegerAction<number, undefined>,
              v.MinValueAction<number, 1, undefined>,
              v.MaxValueAction<number, 86400, undefined>,
            ]
          >;
          readonly eventLoopMilliseconds: v.ExactOptionalSchema<
            v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 1, undefined>,
                v.MaxValueAction<number, 60000, undefined>,
              ]
            >,
            undefined
          >;
          readonly connections: v.ExactOptionalSchema<v.BooleanSchema<undefined>, undefined>;
          readonly node: v.ExactOptionalSchema<
            v.SchemaWithPipe<
              readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]
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
/** One part of the flows that a device would get otherwise than it has it. */
export declare const plannedPart: v.ObjectSchema<
  {
    readonly kind: v.PicklistSchema<['tab', 'subflow', 'configuration', 'global'], undefined>;
    readonly id: v.StringSchema<undefined>;
    readonly name: v.StringSchema<undefined>;
    readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
    readonly nodes: v.ObjectSchema<
      {
        readonly added: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 0, undefined>,
          ]
        >;
        readonly changed: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 0, undefined>,
          ]
        >;
        readonly removed: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 0, undefined>,
          ]
        >;
        readonly moved: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 0, undefined>,
          ]
        >;
      },
      undefined
    >;
  },
  undefined
>;
export type PlannedPart = v.InferOutput<typeof plannedPart>;
export declare const plannedValue: v.ObjectSchema<
  {
    readonly name: v.StringSchema<undefined>;
    /** Absent where it is secret, and where there is none. */
    readonly value: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    readonly isSecret: v.BooleanSchema<undefined>;
    /** Who gives it; absent where nobody does. */
    readonly origin: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
  },
  undefined
>;
export declare const plannedDevice: v.ObjectSchema<
  {
    readonly id: v.StringSchema<undefined>;
    readonly name: v.StringSchema<undefined>;
    readonly online: v.BooleanSchema<undefined>;
    /** What it runs now, as far as the hub knows it. */
    readonly from: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly name: v.SchemaWithPipe<
            readonly [
              v.StringSchema<undefined>,
              v.MaxLengthAction<string, 64, undefined>,
              v.RegexAction<string, 'not-a-release-name'>,
            ]
          >;
          readonly version: v.SchemaWithPipe<
            readonly [
              v.SchemaWithPipe<
                readonly [
                  v.NumberSchema<undefined>,
                  v.IntegerAction<number, undefined>,
                  v.MinValueAction<number, 0, undefined>,
                ]
              >,
              v.MinValueAction<number, 1, undefined>,
            ]
          >;
        },
        undefined
      >,
      undefined
    >;
    /** Absent where nobody knows what runs there. */
    readonly change: v.OptionalSchema<
      v.ArraySchema<
        v.ObjectSchema<
          {
            readonly kind: v.PicklistSchema<['tab', 'subflow', 'configuration', 'global'], undefined>;
            readonly id: v.StringSchema<undefined>;
            readonly name: v.StringSchema<undefined>;
            readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
            readonly nodes: v.ObjectSchema<
              {
                readonly added: v.SchemaWithPipe<
                  readonly [
                    v.NumberSchema<undefined>,
                    v.IntegerAction<number, undefined>,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >;
                readonly changed: v.SchemaWithPipe<
                  readonly [
                    v.NumberSchema<undefined>,
                    v.IntegerAction<number, undefined>,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >;
                readonly removed: v.SchemaWithPipe<
                  readonly [
                    v.NumberSchema<undefined>,
                    v.IntegerAction<number, undefined>,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >;
                readonly moved: v.SchemaWithPipe<
                  readonly [
                    v.NumberSchema<undefined>,
                    v.IntegerAction<number, undefined>,
                    v.MinValueAction<number, 0, undefined>,
                  ]
                >;
              },
              undefined
            >;
          },
          undefined
        >,
        undefined
      >,
      undefined
    >;
    readonly values: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly name: v.StringSchema<undefined>;
          /** Absent where it is secret, and where there is none. */
          readonly value: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          readonly isSecret: v.BooleanSchema<undefined>;
          /** Who gives it; absent where nobody does. */
          readonly origin: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        },
        undefined
      >,
      undefined
    >;
    /** Variables that flows ask for and nobody gives. */
    readonly missing: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    /** Node-RED has to be restarted there: other modules. */
    readonly restart: v.BooleanSchema<undefined>;
    /** Why it cannot get it: it is left out if one of them is here. */
    readonly problems: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly code: v.StringSchema<undefined>;
          readonly message: v.StringSchema<undefined>;
          readonly details: v.OptionalSchema<
            v.RecordSchema<v.StringSchema<undefined>, v.UnknownSchema, undefined>,
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
export type PlannedDevice = v.InferOutput<typeof plannedDevice>;
export declare const plan: v.ObjectSchema<
  {
    readonly id: v.StringSchema<undefined>;
    /** After that it is made anew. */
    readonly expires: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly release: v.ObjectSchema<
      {
        readonly name: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.MaxLengthAction<string, 64, undefined>,
            v.RegexAction<string, 'not-a-release-name'>,
          ]
        >;
        readonly version: v.SchemaWithPipe<
          readonly [
            v.NumberSchema<undefined>,
            v.IntegerAction<number, undefined>,
            v.MinValueAction<number, 0, undefined>,
          ]
        >;
        readonly exists: v.BooleanSchema<undefined>;
        readonly rev: v.SchemaWithPipe<
          readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
        >;
      },
      undefined
    >;
    readonly modules: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly name: v.StringSchema<undefined>;
          readonly version: v.StringSchema<undefined>;
          /** `repacked` from what is installed: nobody but the signer vouches for it. */
          readonly origin: v.PicklistSchema<['registry', 'repacked'], undefined>;
        },
        undefined
      >,
      undefined
    >;
    /** Installed here, and used by no flow: they stay here. */
    readonly unused: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    /** What stops all of it: modules with install scripts, types that nothing provides. */
    readonly problems: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly code: v.StringSchema<undefined>;
          readonly message: v.StringSchema<undefined>;
          readonly details: v.OptionalSchema<
            v.RecordSchema<v.StringSchema<undefined>, v.UnknownSchema, undefined>,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    readonly warnings: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly code: v.StringSchema<undefined>;
          readonly message: v.StringSchema<undefined>;
          readonly details: v.OptionalSchema<
            v.RecordSchema<v.StringSchema<undefined>, v.UnknownSchema, undefined>,
            undefined
          >;
        },
        undefined
      >,
      undefined
    >;
    readonly devices: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly id: v.StringSchema<undefined>;
          readonly name: v.StringSchema<undefined>;
          readonly online: v.BooleanSchema<undefined>;
          /** What it runs now, as far as the hub knows it. */
          readonly from: v.OptionalSchema<
            v.ObjectSchema<
              {
                readonly name: v.SchemaWithPipe<
                  readonly [
                    v.StringSchema<undefined>,
                    v.MaxLengthAction<string, 64, undefined>,
                    v.RegexAction<string, 'not-a-release-name'>,
                  ]
                >;
                readonly version: v.SchemaWithPipe<
                  readonly [
                    v.SchemaWithPipe<
                      readonly [
                        v.NumberSchema<undefined>,
                        v.IntegerAction<number, undefined>,
                        v.MinValueAction<number, 0, undefined>,
                      ]
                    >,
                    v.MinValueAction<number, 1, undefined>,
                  ]
                >;
              },
              undefined
            >,
            undefined
          >;
          /** Absent where nobody knows what runs there. */
          readonly change: v.OptionalSchema<
            v.ArraySchema<
              v.ObjectSchema<
                {
                  readonly kind: v.PicklistSchema<['tab', 'subflow', 'configuration', 'global'], undefined>;
                  readonly id: v.StringSchema<undefined>;
                  readonly name: v.StringSchema<undefined>;
                  readonly state: v.PicklistSchema<['added', 'changed', 'removed', 'moved'], undefined>;
                  readonly nodes: v.ObjectSchema<
                    {
                      readonly added: v.SchemaWithPipe<
                        readonly [
                          v.NumberSchema<undefined>,
                          v.IntegerAction<number, undefined>,
                          v.MinValueAction<number, 0, undefined>,
                        ]
                      >;
                      readonly changed: v.SchemaWithPipe<
                        readonly [
                          v.NumberSchema<undefined>,
                          v.IntegerAction<number, undefined>,
                          v.MinValueAction<number, 0, undefined>,
                        ]
                      >;
                      readonly removed: v.SchemaWithPipe<
                        readonly [
                          v.NumberSchema<undefined>,
                          v.IntegerAction<number, undefined>,
                          v.MinValueAction<number, 0, undefined>,
                        ]
                      >;
                      readonly moved: v.SchemaWithPipe<
                        readonly [
                          v.NumberSchema<undefined>,
                          v.IntegerAction<number, undefined>,
                          v.MinValueAction<number, 0, undefined>,
                        ]
                      >;
                    },
                    undefined
                  >;
                },
                undefined
              >,
              undefined
            >,
            undefined
          >;
          readonly values: v.ArraySchema<
            v.ObjectSchema<
              {
                readonly name: v.StringSchema<undefined>;
                /** Absent where it is secret, and where there is none. */
                readonly value: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
                readonly isSecret: v.BooleanSchema<undefined>;
                /** Who gives it; absent where nobody does. */
                readonly origin: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              },
              undefined
            >,
            undefined
          >;
          /** Variables that flows ask for and nobody gives. */
          readonly missing: v.ArraySchema<v.StringSchema<undefined>, undefined>;
          /** Node-RED has to be restarted there: other modules. */
          readonly restart: v.BooleanSchema<undefined>;
          /** Why it cannot get it: it is left out if one of them is here. */
          readonly problems: v.ArraySchema<
            v.ObjectSchema<
              {
                readonly code: v.StringSchema<undefined>;
                readonly message: v.StringSchema<undefined>;
                readonly details: v.OptionalSchema<
                  v.RecordSchema<v.StringSchema<undefined>, v.UnknownSchema, undefined>,
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
    /** Whether the release key has to be opened to go on. */
    readonly needsPassphrase: v.BooleanSchema<undefined>;
  },
  undefined
>;
export type Plan = v.InferOutput<typeof plan>;
export declare const deployDraft: v.ObjectSchema<
  {
    readonly plan: v.StringSchema<undefined>;
    readonly passphrase: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]>,
      undefined
    >;
    readonly note: v.OptionalSchema<
      v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.MaxLengthAction<string, number, undefined>]>,
      undefined
    >;
  },
  undefined
>;
/** One delivery of a release to devices, and what has become of it. */
export declare const deploy: v.ObjectSchema<
  {
    readonly id: v.StringSchema<undefined>;
    readonly time: v.SchemaWithPipe<
      readonly [
        v.NumberSchema<undefined>,
        v.IntegerAction<number, undefined>,
        v.MinValueAction<number, 0, undefined>,
      ]
    >;
    readonly by: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    readonly note: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    readonly release: v.ObjectSchema<
      {
        readonly name: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.MaxLengthAction<string, 64, undefined>,
            v.RegexAction<string, 'not-a-release-name'>,
          ]
        >;
        readonly version: v.SchemaWithPipe<
          readonly [
            v.SchemaWithPipe<
              readonly [
                v.NumberSchema<undefined>,
                v.IntegerAction<number, undefined>,
                v.MinValueAction<number, 0, undefined>,
              ]
            >,
            v.MinValueAction<number, 1, undefined>,
          ]
        >;
      },
      undefined
    >;
    /** Until the release key has signed it nothing goes out. */
    readonly state: v.PicklistSchema<['waits-for-signature', 'under-way', 'done'], undefined>;
    readonly devices: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly id: v.StringSchema<undefined>;
          readonly name: v.StringSchema<undefined>;
          readonly job: v.StringSchema<undefined>;
          /** `pending` until the device has seen it; then its phase; in the end the result. */
          readonly at: v.StringSchema<undefined>;
          readonly ended: v.BooleanSchema<undefined>;
          readonly error: v.OptionalSchema<
            v.ObjectSchema<
              {
                readonly code: v.StringSchema<undefined>;
                readonly message: v.StringSchema<undefined>;
                readonly details: v.OptionalSchema<
                  v.RecordSchema<v.StringSchema<undefined>, v.UnknownSchema, undefined>,
                  undefined
                >;
              },
              undefined
            >,
            undefined
          >;
          readonly time: v.OptionalSchema<
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
export type Deploy = v.InferOutput<typeof deploy>;
//# sourceMappingURL=releases.d.ts.map
