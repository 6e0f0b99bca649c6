import { default as makeApp, json } from 'express';

const app = makeApp();
app.use(json());
