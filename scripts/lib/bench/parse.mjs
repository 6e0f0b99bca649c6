// Starts, loads the parser and parses the files it is given: the least that any tool for source code does.
import { readFileSync } from 'node:fs';
import { parse } from '@babel/parser';

for (const file of process.argv.slice(2)) parse(readFileSync(file, 'utf8'), { sourceType: 'unambiguous' });
