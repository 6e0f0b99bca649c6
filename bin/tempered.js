#!/usr/bin/env node
import module from 'node:module';

// Node 22.1+ keeps compiled code between runs; older versions do without.
module.enableCompileCache?.();
await import('../dist/cli.js');
