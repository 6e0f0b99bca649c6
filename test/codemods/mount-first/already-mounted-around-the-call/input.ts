import express from 'express';
import { secureApp } from './security';

export default secureApp(express()).use(express.json());
