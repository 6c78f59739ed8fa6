import { call, type EditorDoor } from '@millwright/editor';
import {
  type ConnectionView,
  connectionFacts,
  connectionRows,
  type Fact,
  footEntries,
  footOf,
  showSection,
  tablesByTags,
  troubleText,
} from '@millwright/plc/editor';
import type { RouteResponse } from '@millwright/schema';
import { type ListedConnection, opcuaRoutes } from '../../common/routes.ts';
import type { OpcUaTexts } from '../texts.ts';
import { securityText, toneOf } from './state.ts';

/** The part of OPC UA in the sidebar of the PLC packages: how the deployed connections fare. */
export function showConnections(door: EditorDoor, texts: OpcUaTexts): () => void {
  const view = viewIn(texts);
  return showSection<RouteResponse<typeof opcuaRoutes.status>>(door, texts, {
    id: 'opcua',
    name: 'OPC UA',
    ask: () => call(opcuaRoutes.status, {}),
    rows: (known, open) => connectionRows(known, open, texts, view),
    foot: ({ connections }, lead) => {
      const { lost, up, rest } = connectionFacts(connections, texts);
      const unsecured = connections.filter((each) => each.unsecured).length;
      const facts = [lost, up, unsecured > 0 ? texts.counted('foot.unsecured', unsecured) : [], rest].flat();
      return footOf(footEntries(connections, view.tone), facts, texts, lead);
    },
  });
}

const viewIn = (texts: OpcUaTexts): ConnectionView<ListedConnection> => ({
  tone: toneOf,
  trouble: (status) => troubleText(status, texts),
  by: (status) => securityText(status, texts),
  facts: (status) => factsOf(status, texts),
  ...tablesByTags(texts),
});

function factsOf(status: ListedConnection, texts: OpcUaTexts): readonly Fact[] {
  const { security, notices } = status;
  const mode = securityText(status, texts);
  const shown = security && security.policy !== 'None' ? `${security.policy}, ${mode}` : mode;
  return [
    ...(shown === '' ? [] : [[texts('details.security'), shown] satisfies Fact]),
    ...notices.map((notice): Fact => [texts('details.notices'), notice]),
  ];
}
