import express from 'express';
import { secureApp } from './security';

const app = new (express as any)();
secureApp(app);

app.use(express.json());
