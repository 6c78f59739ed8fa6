import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { alarmFields } from '../common/alarms/fields.ts';
import { placeFields } from '../common/place.ts';

const inGroup = { place: ['group'] } as const;
const { group, width, height, order, className } = placeFields;

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
    place: field.choice({ options: ['group', 'every-page'], default: 'group', hint: true }),
    group: { ...group, when: inGroup },
    ui: field.reference({ to: 'ui-base', required: true, when: { place: ['every-page'] } }),
    width: { ...width, when: inGroup },
    height: { ...height, when: inGroup },
    order: { ...order, when: inGroup },
    className,
  },
});

export type BannerConfig = ConfigOf<typeof bannerNode>;
