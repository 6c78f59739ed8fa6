import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import type { DeviceState } from '../../../common/devices.ts';
import type { Label } from '../../../common/fields.ts';
import type { Selection } from '../../../common/releases.ts';
import { type DeviceRow, findDevice, folded } from './device-rows.ts';
import type { FleetDatabase, Tables } from './tables.ts';

export interface DeviceFilter {
  /** Part of name, id or `label=value`. */
  readonly text?: string;
  /** Those that have all of them. */
  readonly labels?: readonly Label[];
  readonly states?: readonly DeviceState[];
  /** Those that are in reach now, and whether they or the others are wanted; only the first for the count alone. */
  readonly online: { readonly ids: readonly string[]; readonly isWanted?: boolean };
}

export interface DeviceQuery extends DeviceFilter {
  /** Of the last device of the page before. */
  readonly after?: { readonly sorted: string; readonly id: string };
  readonly limit: number;
}

export interface FoundDevices {
  readonly rows: readonly DeviceRow[];
  readonly hasMore: boolean;
  readonly all: number;
  readonly online: number;
  readonly states: Readonly<Record<string, number>>;
}

type DeviceExpression = ExpressionBuilder<Tables, 'device'>;

/** Devices by name, those of one page; and how many there are of all that fit. */
async function listDevices(database: FleetDatabase, query: DeviceQuery): Promise<FoundDevices> {
  const { after, limit, online } = query;
  const fits = (expression: DeviceExpression) => expression.and(conditions(expression, query));
  let page = database.selectFrom('device').selectAll().where(fits);
  if (after) page = page.where(sql<SqlBool>`(sorted, id) > (${after.sorted}, ${after.id})`);
  const rows = await page
    .orderBy('sorted')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const counted = await database
    .selectFrom('device')
    .select(({ fn }) => ['state', fn.countAll<number>().as('devices')])
    .where(fits)
    .groupBy('state')
    .execute();
  const { devices: reached } = await database
    .selectFrom('device')
    .select(({ fn }) => fn.countAll<number>().as('devices'))
    .where(fits)
    .where((expression) => isIn(expression, online.ids))
    .executeTakeFirstOrThrow();
  return {
    rows: rows.slice(0, limit),
    hasMore: rows.length > limit,
    all: counted.reduce((sum, { devices }) => sum + devices, 0),
    online: reached,
    states: Object.fromEntries(counted.map(({ state, devices }) => [state, devices])),
  };
}

function conditions(
  expression: DeviceExpression,
  { text, labels = [], states, online }: DeviceFilter,
): ExpressionWrapper<Tables, 'device', SqlBool>[] {
  const escaped = folded(text ?? '').replace(/[\\%_]/g, '\\$&');
  return [
    ...(escaped === '' ? [] : [expression.and([sql<SqlBool>`found_by like ${`%${escaped}%`} escape '\\'`])]),
    ...labels.map((label) => hasLabel(expression, label)),
    ...(states ? [expression('state', 'in', states.length > 0 ? states : [''])] : []),
    ...(online.isWanted === true ? [isIn(expression, online.ids)] : []),
    ...(online.isWanted === false ? [expression.not(isIn(expression, online.ids))] : []),
  ];
}

const isIn = (expression: DeviceExpression, ids: readonly string[]) =>
  expression('device.id', 'in', ids.length > 0 ? ids : ['']);

const hasLabel = (expression: DeviceExpression, { name, value }: Label) =>
  expression(
    'device.id',
    'in',
    expression
      .selectFrom('device_label')
      .select('device_label.device')
      .where('device_label.name', '=', name)
      .where('device_label.value', '=', value),
  );

/** Whom a deploy is for, by name. */
function selectDevices(database: FleetDatabase, selection: Selection): Promise<DeviceRow[]> {
  const all = database.selectFrom('device').selectAll().orderBy('sorted').orderBy('id');
  switch (selection.kind) {
    case 'all':
      return all.execute();
    case 'devices':
      return all.where((expression) => isIn(expression, selection.devices)).execute();
    case 'labels':
      return all
        .where((expression) => expression.and(selection.labels.map((label) => hasLabel(expression, label))))
        .execute();
  }
}

const listLabels = (database: FleetDatabase) =>
  database
    .selectFrom('device_label')
    .select(({ fn }) => ['name', 'value', fn.countAll<number>().as('count')])
    .groupBy(['name', 'value'])
    .orderBy('name')
    .orderBy('value')
    .execute();

/** All of them, for whoever goes on with them a few at a time. */
async function listDeviceIds(database: FleetDatabase): Promise<readonly string[]> {
  const rows = await database.selectFrom('device').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** How many devices there are. */
async function countDevices(database: FleetDatabase): Promise<number> {
  const { devices } = await database
    .selectFrom('device')
    .select(({ fn }) => fn.countAll<number>().as('devices'))
    .executeTakeFirstOrThrow();
  return devices;
}

/** The digests of what is sealed for devices. */
async function listBoxes(database: FleetDatabase): Promise<readonly string[]> {
  const rows = await database.selectFrom('device').select('box').where('box', 'is not', null).execute();
  return rows.flatMap(({ box }) => box ?? []);
}

export const deviceReads = {
  listBoxes,
  findDevice,
  listDevices,
  selectDevices,
  listLabels,
  listDeviceIds,
  countDevices,
};
