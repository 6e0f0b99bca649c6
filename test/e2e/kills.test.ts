import { killsOfTheCommandLine } from './kills';

killsOfTheCommandLine(4);
