import { killsAt } from './kills';

killsAt(37);
