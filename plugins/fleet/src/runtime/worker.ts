import { serve } from '@millwright/store';

serve({}, () => {});
