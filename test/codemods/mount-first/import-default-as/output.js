import { default as makeApp, json } from 'express';
import { secureApp } from './security';

const app = makeApp();
secureApp(app);
app.use(json());
