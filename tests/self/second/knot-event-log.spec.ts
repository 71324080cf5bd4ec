import { FAULTS } from './knot-event-log/faults.ts';
import { LEGAL } from './knot-event-log/legal.ts';
import { knotOverEventLog } from './knot-event-log/server.ts';
import { testSecond } from './table.ts';

testSecond({ vendor: 'knot', start: knotOverEventLog }, FAULTS, LEGAL);
