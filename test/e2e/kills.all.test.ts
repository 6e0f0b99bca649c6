import { killsOfTheCommandLine } from './kills';

killsOfTheCommandLine(200);
