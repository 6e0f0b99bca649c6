import { Router } from 'express';
import * as users from './users';

export const admin = Router();

admin.get('/users', users.list);
admin.route('/users/:id').delete(users.remove);
