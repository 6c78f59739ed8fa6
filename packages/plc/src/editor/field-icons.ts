import type {
  computedField,
  deadlineField,
  messageFields,
  pauseField,
  pollFields,
  queueFields,
  readFields,
  readOnlyField,
  writeFields,
} from '@millwright/plc';

/** Fields that nodes take from `@millwright/plc`. */
type SharedFields = typeof computedField &
  typeof deadlineField &
  typeof messageFields &
  typeof pauseField &
  typeof pollFields &
  typeof queueFields &
  typeof readFields &
  typeof readOnlyField &
  ReturnType<typeof writeFields>;

/** Icons of fields that mean the same in every protocol, so that they are known again. */
export const fieldIcons = {
  connection: 'fa-plug',
  tags: 'fa-list',
  computed: 'fa-calculator',
  which: 'fa-filter',
  group: 'fa-object-group',
  names: 'fa-th-list',
  interval: 'fa-clock-o',
  report: 'fa-paper-plane',
  heartbeat: 'fa-heartbeat',
  each: 'fa-clone',
  hold: 'fa-history',
  source: 'fa-pencil',
  values: 'fa-th-list',
  verify: 'fa-check',
  deadline: 'fa-hourglass-half',
  host: 'fa-globe',
  port: 'fa-sign-in',
  password: 'fa-key',
  readOnly: 'fa-ban',
  writeAllow: 'fa-pencil',
  timeout: 'fa-clock-o',
  connectTimeout: 'fa-clock-o',
  pause: 'fa-pause',
  keepAlive: 'fa-heartbeat',
  retryMost: 'fa-refresh',
  depth: 'fa-tasks',
  queueLimit: 'fa-hourglass-half',
  queuePolicy: 'fa-filter',
} as const satisfies Readonly<Record<keyof SharedFields, string>> & Readonly<Record<string, string>>;
