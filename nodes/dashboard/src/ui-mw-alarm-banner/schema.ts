import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { alarmFields } from '../common/alarms/fields.ts';
import { placeFields } from '../common/place.ts';

/** One line: the worst alarm that nobody has acknowledged, and how many there are. */
export const bannerNode = defineNode({
  type: 'ui-mw-alarm-banner',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 0,
  fields: {
    name: field.text({ maxLength: 100 }),
    ...alarmFields,
    listPage: field.reference({ to: 'ui-page', hint: true }),
    ...placeFields,
  },
});

export type BannerConfig = ConfigOf<typeof bannerNode>;
