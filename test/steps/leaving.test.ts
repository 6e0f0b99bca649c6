import { expect, it } from 'vitest';
import { readProject } from '../../src/project/model';
import { importsAfter } from '../../src/steps/leaving/sources';
import { Tree } from '../../src/steps/stage';
import { temporaryFolder } from '../temporary';

it('what cannot be parsed is taken to need everything that it names', async () => {
  const directory = await temporaryFolder({
    'package.json': '{ "name": "x", "main": "app.js", "dependencies": { "express": "^5.0.0" } }',
    'app.js': "const express = require('express');\nexpress().listen(3000);\n",
    'merge.js': "<<<<<<< HEAD\nconst cors = require('cors');\n=======\nconst { z } = require('zod');\n>>>>>>> other\n",
    'page.vue': '<script>\nimport { z } from "zod";\n</script>\n<template><p>it\'s</p></template>\n',
    'whole.js': "say('helmet');\n",
  });
  const project = await readProject({ directory, readRecord: () => Promise.resolve(null) });
  const imports = await importsAfter(project, new Tree(project, () => undefined));
  expect(Object.fromEntries(imports)).toMatchObject({
    'app.js': ['express'],
    'merge.js': expect.arrayContaining(['cors', 'zod']) as string[],
    'page.vue': expect.arrayContaining(['zod']) as string[],
    'whole.js': [],
  });
});
