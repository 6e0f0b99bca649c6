import express from 'express';

const app = new (express as any)();

app.use(express.json());
