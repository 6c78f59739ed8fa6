import { type ConfigOfFields, type Fields, type NodeDefinition, pushEvent } from '@millwright/schema';
import { configOf, LiveNode } from '../node/live-node.ts';
import type { Behaviour, NodeContext } from '../node/node.ts';
import type { Message, NodesRed, RedNode, Sent } from '../red.ts';
import { answers } from './answers.ts';
import { controlsOf, type Group, groupOf, placeWidget } from './dashboard.ts';
import { isEnabled } from './enabled.ts';
import { Followers } from './followers.ts';
import type { CreateWidget, WidgetConfig } from './widget.ts';

/** What Dashboard knows of a widget before anybody chose it. */
export interface WidgetSize {
  /** Rows of a widget whose height is left open. */
  readonly height: number;
}

/**
 * Registers a widget of Dashboard with Node-RED. It lives as every node does; beside that it answers what browsers ask,
 * and pushes to those that follow. Data never goes through Dashboard's store: only how the widget looks does.
 *
 * @example export const entries = { 'ui-mw-trend': (RED: NodesRed) => registerWidget(RED, trendNode, { height: 6 }, createTrend) };
 */
export function registerWidget<F extends Fields>(
  RED: NodesRed,
  definition: NodeDefinition<F>,
  size: WidgetSize,
  create: CreateWidget<ConfigOfFields<F> & WidgetConfig>,
): void {
  const { type } = definition;
  RED.nodes.registerType(type, function (this: RedNode, properties: unknown) {
    RED.nodes.createNode(this, properties);
    const live = new LiveNode(RED, this, type);
    live.start(() => {
      // Every widget declares the fields that Dashboard needs; what lacks then stops here.
      const config = configOf(definition, properties) as ConfigOfFields<F> & WidgetConfig;
      const group = groupOf(RED, type, config.group);
      return {
        config,
        create: (context) => startWidget({ RED, node: this, live, group, size, context, create }),
      };
    });
  });
}

interface Start<Config> {
  readonly RED: NodesRed;
  readonly node: RedNode;
  readonly live: LiveNode;
  readonly group: Group;
  readonly size: WidgetSize;
  readonly context: NodeContext<Config>;
  readonly create: CreateWidget<Config>;
}

function startWidget<Config extends WidgetConfig>(start: Start<Config>): Behaviour {
  const { RED, node, live, group, size, context, create } = start;
  const { config } = context;
  const followers = new Followers(pushEvent(node.id), () => widget.push?.());
  const widget = create({
    ...context,
    changed: () => followers.changed(),
    isEnabled: () => isEnabled(RED, config.group, node.id),
  });
  const toDashboard = placeWidget(
    group,
    node,
    {
      ...config,
      id: node.id,
      type: node.type,
      z: node.z,
      width: config.width || null,
      height: config.height || size.height,
    },
    {
      onChange: answers({ RED, node, live, widget, followers }),
      onSend: () => {},
      onInput: () => {},
    },
  );
  const showControls = async (controls: Message): Promise<void> => {
    try {
      const done = (error?: unknown): void => {
        if (error) live.report(error);
      };
      await toDashboard?.(controls, () => {}, done);
    } catch (error) {
      live.report(error);
    }
  };
  return {
    async input(message: Message, send: (message: Sent) => void): Promise<void> {
      const controls = controlsOf(message);
      if (controls) await showControls(controls);
      await widget.input?.(message, send);
    },
    async close(): Promise<void> {
      followers.close();
      await widget.close?.();
    },
  };
}
