import type { Host, RouteHandlers } from '@millwright/runtime';
import type { valueRoutes } from '../../../common/routes.ts';
import type { ValueOwner } from '../../../common/values.ts';
import type { News } from '../../news.ts';
import { labelText } from './value-rows.ts';
import type { Values } from './values.ts';

export const valueHandlers = (
  host: Pick<Host, 'operate'>,
  news: Pick<News, 'tell'>,
  values: Values,
): RouteHandlers<typeof valueRoutes> => ({
  async listValues() {
    return { values: await values.list() };
  },

  async setValues({ body }) {
    const options = {
      name: 'fleet.values.update',
      action: 'fleet.write',
      locks: [],
      ...targetOf(body.owner),
    };
    return host.operate(options, async (operation) => {
      operation.tell({ names: body.values.map(({ name }) => name) });
      await values.replace(body);
      news.tell('devices');
      return { values: await values.list() };
    });
  },
});

/** Those of all devices are about nothing single. */
function targetOf(owner: ValueOwner) {
  if (owner.kind === 'device') return { target: { kind: 'device', id: owner.device } } as const;
  return owner.kind === 'label' ? ({ target: { kind: 'label', id: labelText(owner.label) } } as const) : {};
}
