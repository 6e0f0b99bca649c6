import express from 'express';
import { secureApp } from './security';

const app = secureApp(express())
  .use(express.json())
  .use(express.static('public'));

app.listen(3000);
