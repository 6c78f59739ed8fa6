import { attributeNames } from '@millwright/opcua';
import { accessColumns, nameColumn, valueColumns } from '@millwright/plc';
import { field } from '@millwright/schema';

/** How many characters an address may have: a string identifier alone may have 4,096. */
const longestAddress = 5000;

/** The columns of the table of tags. The type of a value is the server's: nobody says it here. */
export const tagColumns = {
  ...nameColumn,
  address: field.text({ required: true, maxLength: longestAddress }),
  ...accessColumns,
  attribute: field.choice({ options: attributeNames, default: 'Value', rare: true }),
  indexRange: field.text({
    maxLength: 100,
    rare: true,
    pattern: { expression: /^\d{1,10}(:\d{1,10})?(,\d{1,10}(:\d{1,10})?)*$/, problem: 'bad-index-range' },
  }),
  sampling: field.integer({ optional: true, rare: true, min: -1, max: 86_400_000 }),
  queue: field.integer({ optional: true, rare: true, min: 1, max: 100_000 }),
  ...valueColumns,
} as const;
