import { killsOfTheCommandLine } from './kills';

killsOfTheCommandLine(3);
