import { Router } from 'express';
import * as users from './users';
import { requireRole } from './security/access';

export const admin = Router();
admin.use(requireRole('admin'));

admin.get('/users', users.list);
admin.route('/users/:id').delete(users.remove);
