import { bannerWidget } from './alarms/banner-widget.ts';
import { alarmsWidget } from './alarms/list-widget.ts';
import { trendWidget } from './trend/trend.ts';
import { offerWidget } from './widgets.ts';

offerWidget('ui-mw-trend', 'MwTrend', trendWidget);
offerWidget('ui-mw-alarms', 'MwAlarms', alarmsWidget);
offerWidget('ui-mw-alarm-banner', 'MwAlarmBanner', bannerWidget);
