import { killsAt } from './kills';

killsAt(53);
