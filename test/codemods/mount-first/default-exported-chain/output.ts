import express from 'express';
import { users } from './users';
import { secureApp } from './security';

export default secureApp(express()).use(express.json()).use('/users', users);
