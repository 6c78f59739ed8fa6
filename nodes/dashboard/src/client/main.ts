import { trendWidget } from './trend/trend.ts';
import { offerWidget } from './widgets.ts';

offerWidget('ui-mw-trend', 'MwTrend', trendWidget);
