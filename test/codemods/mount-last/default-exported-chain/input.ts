import express from 'express';
import { users } from './users';

export default express().use(express.json()).use('/users', users);
