import type { AlarmEngines } from '@millwright/analytics';
import type { CreateWidget } from '@millwright/runtime';
import { AlarmScreen } from '../runtime/alarms/alarm-screen.ts';
import { type BannerConfig, bannerNode } from './schema.ts';

/** @param engines the alarm engines that live now, where there are any */
export function createBanner(engines: () => AlarmEngines | undefined): CreateWidget<BannerConfig> {
  return (context) => new AlarmScreen(bannerNode.type, context, engines);
}
