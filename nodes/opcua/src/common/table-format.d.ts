import * as v from 'valibot';
/** How a table has its values in JavaScript, as fields of its dialog. */
export declare const formFields: {
  readonly wide: import('@millwright/schema').ChoiceField<import('@millwright/tags').WideForm>;
  readonly dates: import('@millwright/schema').ChoiceField<import('@millwright/opcua').DateForm>;
  readonly enumerations: import('@millwright/schema').ChoiceField<
    import('@millwright/opcua').EnumerationForm
  >;
};
/** The same, as a route takes it. */
export declare const tableFormat: v.ObjectSchema<
  {
    readonly wide: v.PicklistSchema<readonly import('@millwright/tags').WideForm[], undefined>;
    readonly dates: v.PicklistSchema<readonly import('@millwright/opcua').DateForm[], undefined>;
    readonly enumerations: v.PicklistSchema<
      readonly import('@millwright/opcua').EnumerationForm[],
      undefined
    >;
  },
  undefined
>;
export type TableFormat = v.InferOutput<typeof tableFormat>;
//# sourceMappingURL=table-format.d.ts.map
