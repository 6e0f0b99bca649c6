import express = require('express');
import { app } from './app.cjs';

app.use(express.json());
